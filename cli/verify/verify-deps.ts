import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { Caller } from '../../shared/decision/decision-deps.ts';
import type { Answer } from '../../shared/report/answer.ts';
import type { ListedAccounts } from '../../shared/report/organization-accounts.ts';
import type { DeployDeps } from '../deploy/deps.ts';
import type { Place } from './place.ts';

/** A rule of an event bus with its targets. */
export interface LiveRule {
	readonly name: string;
	/** The event pattern as text; null for a rule with a schedule. */
	readonly pattern: string | null;
	readonly state: string;
	readonly targets: readonly LiveTarget[];
}

export interface LiveTarget {
	readonly arn: string;
	readonly role: string | null;
	/** The queue for what cannot be delivered. */
	readonly deadLetters: string | null;
}

export interface QueueDepth {
	readonly messages: number;
	/** Messages that somebody has received and not deleted yet. */
	readonly hidden: number;
}

export interface LiveRole {
	/** Who may assume it, as JSON. */
	readonly trust: string;
	/** Milliseconds since 1970, UTC; null if AWS knows of no use. */
	readonly lastUsed: number | null;
}

export interface LiveFunction {
	/** The ARN of its role. */
	readonly role: string;
	readonly state: string;
	/** How many executions are reserved; null if none are. */
	readonly reserved: number | null;
	/** The state of each queue that it reads. */
	readonly sources: readonly string[];
}

export interface LiveAlarm {
	readonly name: string;
	/** Its description, which says what it means for people. */
	readonly says: string;
	/** `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
	readonly state: string;
	/** False if its actions are switched off. */
	readonly acts: boolean;
}

/** From which Regions an account delivered, and on which day last, in milliseconds since 1970. */
export interface Arrivals {
	readonly days: ReadonlyMap<string, number>;
	/** Items that could not be read. */
	readonly unreadable: number;
}

/** What `eyes verify` asks AWS in addition to the questions of `eyes deploy`. All only read. */
export interface VerifyQuestions {
	/** Gives the rules of a bus whose names begin so; null if there is no such bus. */
	rules(region: string, bus: string, prefix: string): Promise<readonly LiveRule[] | null>;
	/** Gives the policy of a bus as text, empty if it has none; null if there is no such bus. */
	busPolicy(region: string, bus: string): Promise<string | null>;
	/** Gives how many messages a queue of this name holds; null if there is no such queue. */
	queue(region: string, name: string): Promise<QueueDepth | null>;
	/** Gives a function by its name; null if there is none. */
	function(region: string, name: string): Promise<LiveFunction | null>;
	/** Gives the alarms whose names begin so. */
	alarms(region: string, prefix: string): Promise<readonly LiveAlarm[]>;
	/** Counts the confirmed subscriptions of a topic; null if there is no such topic. */
	subscribers(region: string, topic: string): Promise<number | null>;
	/** Gives a role by its name; null if there is none. */
	role(name: string): Promise<LiveRole | null>;
	/** True if the secret has a current value, which is never read; null if there is no secret. */
	secretHasValue(region: string, id: string): Promise<boolean | null>;
	arrivals(table: string, account: string): Promise<Arrivals>;
	accounts(): Promise<Answer<ListedAccounts>>;
}

/** Everything that the checks use. */
export interface VerifyDeps {
	readonly configuration: Configuration;
	readonly caller: Caller;
	readonly place: Place;
	readonly aws: VerifyQuestions;
	/** What the questions of `eyes deploy` use. */
	readonly deploy: DeployDeps;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
}

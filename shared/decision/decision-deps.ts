import type { CaseStore } from '../case/case-store.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ContainmentLedger, Decision } from '../containment/ledger/ledger.ts';
import type { BreakerLedger } from '../containment/ledger/ledger-breaker.ts';
import type { Hints } from '../outbox/hints.ts';
import { readArn } from '../sign-in/arn.ts';
import { type HubSettings, hubSettings } from '../verdict/own-settings.ts';

/** Who decides, as AWS knows them and as the ledger records them: never what somebody typed. */
export interface Caller {
	readonly arn: string;
	readonly account: string;
	/** `aws:userid` of the caller's requests. */
	readonly userId: string;
}

/** A user or role of the caller's account. */
export interface IamPrincipal {
	/** `AIDA…` or `AROA…` */
	readonly id: string;
	readonly name: string;
	readonly arn: string;
}

/** Finds users and roles of the caller's account, with the caller's own rights; null: not there. */
export interface IamPrincipals {
	user(name: string): Promise<IamPrincipal | null>;
	byId(id: string): Promise<IamPrincipal | null>;
}

/** All that decisions use; each function takes the part that it needs. */
export interface DecisionDeps {
	/** Those of the planner, so that a human denies nobody whom the rules protect. */
	readonly settings: HubSettings;
	readonly ledger: ContainmentLedger & Pick<BreakerLedger, 'breaker' | 'resumeBreaker'>;
	readonly cases: Pick<CaseStore, 'find' | 'answer' | 'touch'>;
	readonly hints: Hints;
	readonly iam: IamPrincipals;
	readonly caller: Caller;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
}

/** The planner's settings for a person; without an organization the hub is their account. */
export function settingsFor(configuration: Configuration, { arn, account }: Caller): HubSettings {
	const hub = configuration.deployment.organization?.hubAccount ?? account;
	const partition = readArn(arn)?.partition;
	return hubSettings(configuration, hub, partition === undefined ? undefined : [partition]);
}

/** What the caller decides at this moment. */
export function decide(
	{ caller, now }: Pick<DecisionDeps, 'caller' | 'now'>,
	why: string,
): Decision {
	return { by: { kind: 'person', arn: caller.arn }, why, at: now() };
}

import type { CaseStore } from '../case/case-store.ts';
import type { TellerStores } from '../case/tellers.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { ContainmentLedger, Decision } from '../containment/ledger/ledger.ts';
import type { BreakerLedger } from '../containment/ledger/ledger-breaker.ts';
import type { PeopleByName } from '../history/people-by-name.ts';
import type { RoleUses } from '../history/role-use.ts';
import type { Hints } from '../outbox/hints.ts';
import type { Notices } from '../outbox/notices.ts';
import { readArn } from '../sign-in/arn.ts';
import { type HubSettings, hubSettings } from '../verdict/own-settings.ts';

/** Who decides. AWS tells it and the ledger records it; nobody can type another name. */
export interface Caller {
	readonly arn: string;
	readonly account: string;
	/** The `aws:userid` of the caller's requests. */
	readonly userId: string;
}

/** A user or role of the caller's account. */
export interface IamPrincipal {
	/** `AIDA…` or `AROA…` */
	readonly id: string;
	readonly name: string;
	readonly arn: string;
}

/**
 * Finds users and roles of the caller's account with the caller's own rights; null if not found.
 */
export interface IamPrincipals {
	user(name: string): Promise<IamPrincipal | null>;
	role(name: string): Promise<IamPrincipal | null>;
	byId(id: string): Promise<IamPrincipal | null>;
}

/** The users of Identity Center, as far as the caller may ask for them. */
export interface IdentityCenter {
	/** User ids of those with this user name or e-mail address. */
	userIds(name: string): Promise<readonly string[]>;
}

/** Everything that decisions use; each function takes the part that it needs. */
export interface DecisionDeps {
	/** The planner's own settings, so that a human cannot deny somebody whom the rules protect. */
	readonly settings: HubSettings;
	readonly ledger: ContainmentLedger & Pick<BreakerLedger, 'breaker' | 'resumeBreaker'>;
	readonly cases: Pick<CaseStore, 'find' | 'answer' | 'touch'>;
	/** Tell of the containments that belong to no case. */
	readonly notices: Pick<Notices, 'add' | 'find'> & TellerStores['notices'];
	readonly hints: Hints;
	readonly iam: IamPrincipals;
	/** Finds people by their names in the table. */
	readonly people: Pick<PeopleByName, 'iamUsers' | 'directoryUsers'>;
	readonly identityCenter: IdentityCenter;
	/** Who uses a role, and under which id it was seen. */
	readonly roleUses: Pick<RoleUses, 'since'>;
	readonly caller: Caller;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
}

/** Makes the planner's settings for a person. Without an organization their account is the hub. */
export function settingsFor(configuration: Configuration, { arn, account }: Caller): HubSettings {
	const hub = configuration.deployment.organization?.hubAccount ?? account;
	const partition = readArn(arn)?.partition;
	return hubSettings(configuration, hub, partition === undefined ? undefined : [partition]);
}

/** Makes the decision record of the caller, with the time of now. */
export function decide(
	{ caller, now }: Pick<DecisionDeps, 'caller' | 'now'>,
	why: string,
): Decision {
	return { by: { kind: 'person', arn: caller.arn }, why, at: now() };
}

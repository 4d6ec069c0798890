import type { Configuration } from '../configuration/configuration.ts';
import type { Facts, Known } from '../history/history.ts';
import type { TrustedNetworks } from '../network/judge-network.ts';
import type { Disposition, Reason, Weight } from './verdict.ts';

/** What judging needs to know in addition to the sign-in and history. */
export interface JudgeSettings {
	readonly configuration: Configuration;
	readonly trusted: TrustedNetworks;
	/** Patterns of the ARNs of the roles that our functions assume in our accounts. */
	readonly assumedRoles: readonly string[];
	/**
	 * Those of the accounts that the sign-in names that are ours: they deliver records, or the
	 * organization or the deployment has them.
	 */
	readonly ownAccounts: ReadonlySet<string>;
	/** True if the caller's account delivers the records of the Region of the sign-in. */
	readonly callerDelivers: boolean;
	/** True if records of the portal of Identity Center arrive. */
	readonly portalDelivers: boolean;
}

/** Everything that a rule may look at. */
export interface Evidence extends Facts {
	readonly known: Known;
	readonly settings: JudgeSettings;
	/** True if a machine acts through a role: the actor, as history knows it. */
	readonly workload: boolean;
}

/**
 * A rule's answer to the question what to do. `counts` is false for records from which history must
 * learn neither networks nor failures.
 */
export interface DispositionAnswer {
	readonly disposition: Disposition;
	readonly counts: boolean;
	/**
	 * True if severity and posting are decided although the record does not count. Records that
	 * count are always weighed.
	 */
	readonly weighed?: boolean;
	readonly reasons: readonly Reason[];
}

/** A rule answers, or gives null to leave the question to the next rule. */
export type DispositionRule = (evidence: Evidence) => DispositionAnswer | null;

/** One circumstance, and what it does to severity. */
export interface RiskFactor extends Weight {
	readonly reason: Reason;
}

/** A rule finds one risk factor, or gives null. */
export type RiskFactorRule = (evidence: Evidence, disposition: Disposition) => RiskFactor | null;

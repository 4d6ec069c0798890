import type { Configuration } from '../configuration/configuration.ts';
import type { Facts, Known } from '../history/history.ts';
import type { TrustedNetworks } from '../network/judge-network.ts';
import type { Disposition, Reason, Severity } from './verdict.ts';

/** What judging needs to know beside the sign-in: nothing of it changes from one sign-in to the next. */
export interface JudgeSettings {
	readonly configuration: Configuration;
	readonly trusted: TrustedNetworks;
	/** Account ids that are ours: configured, or known because their own log is being read. */
	readonly ownAccounts: ReadonlySet<string>;
}

/** All that a rule may look at. */
export interface Evidence extends Facts {
	readonly known: Known;
	readonly settings: JudgeSettings;
	/** A machine acting through a role. */
	readonly workload: boolean;
}

/** An answer to "what to do". `counts` is false for what must teach history neither networks nor failures. */
export interface DispositionAnswer {
	readonly disposition: Disposition;
	readonly counts: boolean;
	/** What counts is weighed and may be posted; this says so of what does not count. */
	readonly weighed?: boolean;
	readonly reasons: readonly Reason[];
}

/** Answers, or leaves the question to the next rule. */
export type DispositionRule = (evidence: Evidence) => DispositionAnswer | null;

/** A circumstance that makes a sign-in better or worse: steps up, a floor, a ceiling. */
export interface RiskFactor {
	readonly reason: Reason;
	readonly raise?: number;
	readonly atLeast?: Severity;
	readonly atMost?: Severity;
}

/** Finds one circumstance, or nothing. */
export type RiskFactorRule = (evidence: Evidence, disposition: Disposition) => RiskFactor | null;

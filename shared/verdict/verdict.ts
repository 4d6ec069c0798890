import type { Credential } from '../credential/credential.ts';
import type { JudgedNetwork, Origin } from '../network/network.ts';
import type { ReasonCode } from './reasons.ts';

/** What to do about a sign-in; disposition-rules.ts decides which. */
export const DISPOSITIONS = ['alert', 'watch', 'odd', 'record', 'ignore'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** Severities in order, from harmless to worst. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Gives the severity as a number to compare. */
export function severityRank(severity: Severity): number {
	return SEVERITIES.indexOf(severity);
}

/** True if a severity is `least` or worse; null for `least` means any. */
export function isAtLeast(severity: Severity, least: Severity | null): boolean {
	return least === null || severityRank(severity) >= severityRank(least);
}

/**
 * Why the verdict is as it is. `eventId` names the other record of a copy or step; `detail` is a
 * figure or name as evidence.
 */
export interface Reason {
	readonly code: ReasonCode;
	readonly eventId?: string;
	readonly detail?: string;
	/** Whose failures `detail` counts: those of the person, or of anybody at the address. */
	readonly of?: 'person' | 'address';
}

/**
 * What a risk factor does to severity: it raises it by some steps, sets its minimum (`atLeast`), or
 * sets its maximum (`atMost`).
 */
export interface Weight {
	readonly raise?: number;
	readonly atLeast?: Severity;
	readonly atMost?: Severity;
}

/** The answer about one sign-in. It always has its reasons. */
export interface Verdict {
	readonly disposition: Disposition;
	readonly severity: Severity;
	readonly posted: boolean;
	/** True if it is one line of the daily summary instead of a message of its own. */
	readonly inSummary: boolean;
	readonly origin: Origin;
	readonly network: JudgedNetwork;
	readonly credential: Credential;
	readonly workload: boolean;
	/**
	 * From these the severity was combined; a risk factor that is found later is combined with
	 * them.
	 */
	readonly weights: readonly Weight[];
	readonly reasons: readonly Reason[];
}

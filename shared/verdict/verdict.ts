import type { Credential } from '../credential/credential.ts';
import type { JudgedNetwork, Origin } from '../network/network.ts';
import type { ReasonCode } from './reasons.ts';

/** What to do about a sign-in; see `disposition.ts` for which is which. */
export const DISPOSITIONS = ['alert', 'watch', 'odd', 'record', 'ignore'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** From harmless to worst. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How bad, as a number to compare. */
export function severityRank(severity: Severity): number {
	return SEVERITIES.indexOf(severity);
}

/** Why. `eventId` names the other record of a copy or step; `detail` is a figure or name as evidence. */
export interface Reason {
	readonly code: ReasonCode;
	readonly eventId?: string;
	readonly detail?: string;
}

/** The answer about one sign-in. Always carries its reasons. */
export interface Verdict {
	readonly disposition: Disposition;
	readonly severity: Severity;
	readonly posted: boolean;
	readonly origin: Origin;
	readonly network: JudgedNetwork;
	readonly credential: Credential;
	readonly workload: boolean;
	readonly reasons: readonly Reason[];
}

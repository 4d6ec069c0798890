import type { Evidence, RiskFactor } from './evidence.ts';
import { isOverLimit } from './rules/risk-factor/credential-too-old.ts';
import type { Disposition, Reason } from './verdict.ts';

/** Whether a message is posted, and what it reports for the first time. */
export interface Posting {
	readonly posted: boolean;
	/** True if it is told once a day, together with others like it. */
	readonly inSummary: boolean;
	readonly ageReported: boolean;
	readonly reasons: readonly Reason[];
}

export const NOT_POSTED: Posting = {
	...{ posted: false, inSummary: false, ageReported: false, reasons: [] },
};

/**
 * Decides what is posted: every alert, failures above the limit, and, from every network, what
 * nobody should do at all: root sign-ins, passwords without MFA, credentials over their limit.
 */
export function decidePosting(
	evidence: Evidence,
	disposition: Disposition,
	factors: readonly RiskFactor[],
): Posting {
	const isGuessing = factors.some(({ reason }) => reason.code === 'many-names');
	const threshold = disposition === 'watch' ? pastThreshold(evidence, isGuessing) : null;
	const isOld = isOverLimit(evidence) && !evidence.known.ageReported;
	const { signIn, network, credential, settings } = evidence;
	const isSuccess = signIn.outcome === 'success';
	const posted =
		disposition === 'alert' ||
		threshold !== null ||
		signIn.principal.kind === 'root' ||
		(isSuccess && credential.password && credential.mfa === 'no') ||
		isOld ||
		(settings.configuration.post.internal &&
			isSuccess &&
			signIn.event === 'ConsoleLogin' &&
			network.classification === 'trusted');
	const reasons = threshold === null ? [] : [threshold];
	return { posted, inSummary: false, ageReported: isOld, reasons };
}

/**
 * Failures with hidden names or with many names are counted by address, those with one name by
 * name.
 */
function pastThreshold({ known, settings }: Evidence, isGuessing: boolean): Reason | null {
	const { watchFailures } = settings.configuration.limits;
	const failures =
		1 + (isGuessing || known.person === null ? known.addressFailures : known.failuresHere);
	return failures < watchFailures ? null : { code: 'watch-threshold', detail: String(failures) };
}

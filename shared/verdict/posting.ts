import { isElsewhere } from '../network/network.ts';
import type { Evidence, RiskFactor } from './evidence.ts';
import { isExpected, isMachineFailure } from './expected.ts';
import { isAssumeRootDenied } from './rules/risk-factor/assume-root-denied.ts';
import { isOverLimit } from './rules/risk-factor/credential-too-old.ts';
import { hasReturnedCredentials } from './rules/risk-factor/credentials-returned.ts';
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
 * Decides what is posted: every alert that the configuration does not expect, failures above the
 * limit, a denied request for root permissions, and, from every network, what nobody should do at
 * all: root sign-ins, passwords without MFA, credentials over their limit. What is odd is posted if
 * it gave credentials away from our networks; other odd records are told once a day.
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
	const isExpectedAlert = disposition === 'alert' && isExpected(evidence, factors);
	const posted =
		(disposition === 'alert' && !isExpectedAlert) ||
		(disposition === 'odd' && hasReturnedCredentials(signIn) && isElsewhere(network)) ||
		threshold !== null ||
		isAssumeRootDenied(evidence) ||
		(disposition === 'watch' && isMachineFailure(evidence, factors)) ||
		signIn.principal.kind === 'root' ||
		(isSuccess && credential.password && credential.mfa === 'no') ||
		isOld ||
		signIn.alarm?.state === 'sample' ||
		(settings.configuration.post.internal &&
			isSuccess &&
			signIn.event === 'ConsoleLogin' &&
			network.classification === 'trusted');
	const reasons = threshold === null ? [] : [threshold];
	const isOdd = disposition === 'odd' && isTold(evidence);
	const inSummary = !posted && (isOdd || isExpectedAlert);
	return { posted, inSummary, ageReported: isOld, reasons };
}

/**
 * From a trusted network odd records are only counted, unless they gave credentials in a way that
 * nobody knows.
 */
function isTold(evidence: Evidence): boolean {
	return isElsewhere(evidence.network) || hasReturnedCredentials(evidence.signIn);
}

/**
 * Failures are counted by name over all addresses, or by account where names are hidden; those with
 * hidden names or with many names by address as well.
 */
function pastThreshold({ known, settings }: Evidence, isGuessing: boolean): Reason | null {
	const { watchFailures } = settings.configuration.limits;
	const ofAddress = isGuessing || known.person === null ? known.addressFailures : 0;
	const failures = 1 + Math.max(known.personFailures, ofAddress);
	if (failures < watchFailures) return null;
	const reason = { code: 'watch-threshold', detail: String(failures) } as const;
	if (known.personFailures < ofAddress) return { ...reason, of: 'address' };
	return known.person === null ? reason : { ...reason, of: 'person' };
}

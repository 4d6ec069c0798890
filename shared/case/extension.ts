import type { Containment } from '../containment/ledger/ledger.ts';
import { standingOf } from '../containment/ledger/ledger-states.ts';
import { isAtLeast } from '../verdict/verdict.ts';
import type { StoredCase } from './case-store.ts';

const HOUR = 3_600_000;
/** How long before its end an unanswered containment is extended, or a reminder is posted. */
export const BEFORE_END = 2 * HOUR;
const STEP = 12 * HOUR;
/** Counted from the request. The validation of the deny document refuses a later end. */
const LONGEST = 30 * 24 * HOUR;

type Answered = Pick<StoredCase, 'answer'> & {
	readonly case: Pick<StoredCase['case'], 'severity'>;
};

/** True if the containment ends soon and nobody has answered the case (design, section 4.5). */
export function isEndingUnanswered(
	{ ending, until }: Containment,
	{ answer }: Answered,
	now: number,
): boolean {
	return answer === null && ending === null && until - now <= BEFORE_END;
}

/**
 * The later end of a containment that would end while nobody has answered a high or critical case;
 * null if it is not extended. All times are in milliseconds since 1970, UTC.
 */
export function extensionFor(
	containment: Containment,
	theCase: Answered,
	now: number,
): number | null {
	const { until, requestedAt, policies } = containment;
	const { severity } = theCase.case;
	if (!isAtLeast(severity, 'high')) return null;
	if (!isEndingUnanswered(containment, theCase, now)) return null;
	// A containment that waits for a human denies nobody, so there is nothing to extend.
	if (!policies.some(({ state }) => standingOf(state, false) === 'active')) return null;
	const steps = Math.floor((now + BEFORE_END - until) / STEP) + 1;
	const later = Math.min(until + steps * STEP, requestedAt + LONGEST);
	return later > until && later > now ? later : null;
}

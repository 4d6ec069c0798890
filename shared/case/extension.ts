import type { Containment } from '../containment/ledger/ledger.ts';
import { standingOf } from '../containment/ledger/ledger-states.ts';
import type { StoredCase } from './case-store.ts';

const HOUR = 3_600_000;
/** So long before its end an unanswered containment is extended, or its end is told. */
export const BEFORE_END = 2 * HOUR;
const STEP = 12 * HOUR;
/** From the request on; later ends the validator of the document would refuse. */
const LONGEST = 30 * 24 * HOUR;

type Answered = Pick<StoredCase, 'answer'> & {
	readonly case: Pick<StoredCase['case'], 'severity'>;
};

/** True for an end that is near and about which nobody has said anything (design, section 4.5). */
export function isEndingUnanswered(
	{ ending, until }: Containment,
	{ answer }: Answered,
	now: number,
): boolean {
	return answer === null && ending === null && until - now <= BEFORE_END;
}

/**
 * The later end of a containment that would end while nobody has answered a high or critical case; null where it ends
 * as it should. All times in milliseconds since 1970, UTC.
 */
export function extensionFor(
	containment: Containment,
	theCase: Answered,
	now: number,
): number | null {
	const { until, requestedAt, policies } = containment;
	const { severity } = theCase.case;
	if (severity !== 'high' && severity !== 'critical') return null;
	if (!isEndingUnanswered(containment, theCase, now)) return null;
	// What waits for a human denies nobody.
	if (!policies.some(({ state }) => standingOf(state, false) === 'active')) return null;
	const steps = Math.floor((now + BEFORE_END - until) / STEP) + 1;
	const later = Math.min(until + steps * STEP, requestedAt + LONGEST);
	return later > until && later > now ? later : null;
}

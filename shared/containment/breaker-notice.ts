import type { Notice } from '../outbox/notices.ts';
import type { BreakerOpening } from './ledger/ledger-breaker.ts';

/** What is told of an opening of the breaker. */
export function breakerNotice({ number, why, since }: BreakerOpening): Notice {
	return {
		id: `breaker-${number}`,
		kind: 'breaker-opened',
		at: since,
		facts: { number: String(number), why },
	};
}

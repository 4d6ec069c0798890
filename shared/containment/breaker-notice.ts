import type { Notice } from '../outbox/notices.ts';
import type { BreakerOpening } from './ledger/ledger-breaker.ts';

/**
 * What is told of an opening of the breaker. That it cannot be read is told even where the opening
 * itself was told before.
 */
export function breakerNotice({ number, why, since }: BreakerOpening): Notice {
	return {
		id: why === 'unreadable' ? `breaker-${number}-unreadable` : `breaker-${number}`,
		kind: 'breaker-opened',
		at: since,
		facts: { number: String(number), why },
	};
}

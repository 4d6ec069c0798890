import type { Notice } from '../outbox/notices.ts';
import type { BreakerOpening } from './ledger/ledger-breaker.ts';

/** Makes the notice that tells Slack that the breaker has opened. */
export function breakerNotice({ number, why, since }: BreakerOpening): Notice {
	return {
		id: `breaker-${number}`,
		kind: 'breaker-opened',
		at: since,
		facts: { number: String(number), why },
	};
}

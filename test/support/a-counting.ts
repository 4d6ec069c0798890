import type { Counting } from '../../shared/containment/ledger/ledger-breaker.ts';

/** An actor whom the breaker counts. */
export function aCounting(over: Partial<Counting> = {}): Counting {
	return {
		...{ list: 'all', slot: 5, actor: 'bora', isOlder: true, account: '111122223333' },
		...{ since: 0, keepUntil: 9 },
		...over,
	};
}

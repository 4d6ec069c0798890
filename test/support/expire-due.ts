import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { Ledgers } from './memory-ledger.ts';

/** Ends all that have expired, as reconcile does. Answers with those that are still in a text. */
export async function expireDue(
	ledger: Pick<Ledgers, 'openPart' | 'expire'>,
	now: number,
): Promise<readonly Containment[]> {
	const expired: Containment[] = [];
	let after: string | null = null;
	do {
		const part = await ledger.openPart({ most: 50, after, until: now });
		for (const { id } of part.containments) {
			const one = await ledger.expire(id, now);
			if (one !== null && one.until <= now) expired.push(one);
		}
		after = part.next;
	} while (after !== null);
	return expired;
}

import { breakerNotice } from '../../containment/breaker-notice.ts';
import type { BreakerOpening } from '../../containment/ledger/ledger-breaker.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Notices } from '../../outbox/notices.ts';
import { breakerOpened } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Where an opening of the circuit breaker is announced. */
interface BreakerDeps {
	readonly notices: Pick<Notices, 'add'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
}

/**
 * Announces to the channel and to other systems that the circuit breaker has opened. Announcing it
 * again changes nothing. `change`: see `Hints`.
 */
export async function announceBreaker(
	opening: BreakerOpening,
	change: string,
	{ notices, hints, events }: BreakerDeps,
): Promise<void> {
	const notice = breakerNotice(opening);
	await notices.add(notice);
	await Promise.all([
		hints.toNotify([{ about: 'notice', id: notice.id }], change),
		events.publish([breakerOpened(opening)]),
	]);
}

import type { BreakerOpening } from '../../containment/ledger/ledger-breaker.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Notice, Notices } from '../../outbox/notices.ts';
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
	const isNew = await notices.add(notice);
	// An opening that cannot be read is announced by every run of reconcile, but is one event.
	const isRepeat = opening.why === 'unreadable' && !isNew;
	await Promise.all([
		hints.toNotify([{ about: 'notice', id: notice.id }], change),
		isRepeat ? null : events.publish([breakerOpened(opening)]),
	]);
}

/**
 * Makes the notice that tells Slack that the breaker has opened. That its record cannot be read is
 * told even if the opening itself was told before.
 */
export function breakerNotice({ number, why, since }: BreakerOpening): Notice {
	return {
		id: why === 'unreadable' ? `breaker-${number}-unreadable` : `breaker-${number}`,
		kind: 'breaker-opened',
		at: since,
		facts: { number: String(number), why },
	};
}

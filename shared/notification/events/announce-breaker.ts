import { breakerNotice } from '../../containment/breaker-notice.ts';
import type { BreakerOpening } from '../../containment/ledger/ledger-breaker.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Notices } from '../../outbox/notices.ts';
import { breakerOpened } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Who is told of an open breaker. */
interface BreakerDeps {
	readonly notices: Pick<Notices, 'add'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
}

/** Tells the channel and other systems that the breaker has opened; told again it is the same. `change`: as in `Hints`. */
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

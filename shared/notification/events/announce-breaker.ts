import { brakeNotice, type Notices } from '../../outbox/notices.ts';
import type { BrakeOpening } from '../../containment/ledger/ledger-breaker.ts';
import type { Hints } from '../../outbox/hints.ts';
import { brakeOpened } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Who is told of an open brake. */
interface BrakeRooms {
	readonly notices: Pick<Notices, 'give'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
}

/** Tells the channel and other systems that the brake has opened; told again it is the same. `change`: as in `Hints`. */
export async function announceBrake(
	opening: BrakeOpening,
	change: string,
	{ notices, hints, events }: BrakeRooms,
): Promise<void> {
	const notice = brakeNotice(opening);
	await notices.give(notice);
	await Promise.all([
		hints.toNotify([{ about: 'notice', id: notice.id }], change),
		events.publish([brakeOpened(opening)]),
	]);
}

import { announceBrake } from '../../shared/notification/events/announce-breaker.ts';
import type { SweepPart } from './rooms.ts';

/** Tells of an open brake as long as nobody has said that the message is out: whoever opened it may have died. */
export const tellBrake: SweepPart = async (now, rooms) => {
	const opening = await rooms.ledger.brake();
	if (opening === null || opening.resumed !== null || opening.toldAt !== null) return;
	await announceBrake(opening, `sweep ${now}`, rooms);
};

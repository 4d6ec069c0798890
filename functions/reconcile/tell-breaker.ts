import { announceBreaker } from '../../shared/notification/events/announce-breaker.ts';
import type { ReconcilePart } from './deps.ts';

/** Tells of an open breaker as long as nobody has said that the message is out: whoever opened it may have died. */
export const tellBreaker: ReconcilePart = async (now, deps) => {
	const opening = await deps.ledger.breaker();
	if (opening === null || opening.resumed !== null || opening.toldAt !== null) return;
	await announceBreaker(opening, `reconcile ${now}`, deps);
};

import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { SweepRooms } from './rooms.ts';

/**
 * Changes containments and has their cases said again. The cases are due before the change as well as after it: whoever
 * dies in between leaves them due, and what was said just before the change is said again. A case that cannot be made
 * due keeps nothing from being changed; it is thrown afterwards.
 */
export async function changeAndTell<T>(
	containments: readonly Containment[],
	{ change, now, rooms }: { change: () => Promise<T>; now: number; rooms: SweepRooms },
): Promise<T> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	const untold = await touchAll(ids, rooms);
	const changed = await change();
	untold.push(...(await touchAll(ids, rooms)));
	await rooms.hints.toNotify(
		ids.map((id) => ({ about: 'case', id })),
		`sweep ${now}`,
	);
	if (untold.length > 0) throw new AggregateError(untold, `${untold.length} cases could not be made due`);
	return changed;
}

/** Why some could not. */
async function touchAll(ids: readonly string[], { cases }: SweepRooms): Promise<unknown[]> {
	const touched = await Promise.allSettled(ids.map((id) => cases.touch(id)));
	return touched.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
}

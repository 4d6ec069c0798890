import type { Containment } from '../../shared/containment/ledger.ts';
import type { SweepRooms } from './rooms.ts';

/**
 * Changes containments and has their cases said again. The cases are due before the change as well as after it: whoever
 * dies in between leaves them due, and what was said just before the change is said again.
 */
export async function changeAndTell<T>(
	containments: readonly Containment[],
	{ change, now, rooms }: { change: () => Promise<T>; now: number; rooms: SweepRooms },
): Promise<T> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	await touchAll(ids, rooms);
	const changed = await change();
	await touchAll(ids, rooms);
	await rooms.hints.toNotify(
		ids.map((id) => ({ about: 'case', id })),
		`sweep ${now}`,
	);
	return changed;
}

async function touchAll(ids: readonly string[], { cases }: SweepRooms): Promise<void> {
	await Promise.all(ids.map((id) => cases.touch(id)));
}

import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import type { ReconcileDeps } from './deps.ts';

/**
 * Changes containments and has their cases said again. The cases are due before the change as well as after it: whoever
 * dies in between leaves them due, and what was said just before the change is said again. A case that cannot be made
 * due keeps nothing from being changed; it is thrown afterwards.
 */
export async function changeAndTell<T>(
	containments: readonly Containment[],
	{ change, now, deps }: { change: () => Promise<T>; now: number; deps: ReconcileDeps },
): Promise<T> {
	const ids = [...new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null))];
	const untold = await touchAll(ids, deps);
	const changed = await change();
	untold.push(...(await touchAll(ids, deps)));
	await deps.hints.toNotify(
		ids.map((id) => ({ about: 'case', id })),
		`reconcile ${now}`,
	);
	if (untold.length > 0)
		throw new AggregateError(untold, `${untold.length} cases could not be made due`);
	return changed;
}

/** Why some could not. */
async function touchAll(ids: readonly string[], { cases }: ReconcileDeps): Promise<unknown[]> {
	const touched = await Promise.allSettled(ids.map((id) => cases.touch(id)));
	return touched.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
}

import type { TargetId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { standingOf } from '../../shared/containment/ledger/ledger-states.ts';
import type { OperateRooms } from './deps.ts';

/** Targets whose text must change, or may have to, because of these containments. */
export function targetsToPublish(containments: readonly Containment[]): TargetId[] {
	const targets = containments.flatMap(({ targets, ending }) =>
		targets.filter(({ state }) => standingOf(state, ending !== null) !== 'none').map(({ target }) => target),
	);
	return [...new Set(targets)].toSorted();
}

/**
 * Tells the publisher and the sender of messages that something was decided. Run again it tells them again, so nothing
 * is lost where the command died after it had written the table.
 */
export async function hintAt(containments: readonly Containment[], rooms: OperateRooms): Promise<void> {
	const change = containments.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	const targets = targetsToPublish(containments);
	await rooms.hints.toContain(
		targets.map((target) => ({ target })),
		change,
	);
	const caseIds = new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await makeDue(id, rooms);
}

/** A case whose card must show what has changed. */
export async function makeDue(caseId: string, { cases, hints }: OperateRooms): Promise<void> {
	const touched = await cases.touch(caseId);
	if (touched === null) return;
	await hints.toNotify([{ about: 'case', id: caseId }], `revision ${touched.revision}`);
}

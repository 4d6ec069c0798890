import type { PolicyId } from '../containment/containment.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import { standingOf } from '../containment/ledger/ledger-states.ts';
import type { DecisionDeps } from './decision-deps.ts';

type Telling = Pick<DecisionDeps, 'cases' | 'hints'>;

/** Policies whose text must change, or may have to, because of these containments. */
export function policiesToPublish(containments: readonly Containment[]): PolicyId[] {
	const policies = containments.flatMap(({ policies, ending }) =>
		policies
			.filter(({ state }) => standingOf(state, ending !== null) !== 'none')
			.map(({ policy }) => policy),
	);
	return [...new Set(policies)].toSorted();
}

/**
 * Tells the publisher and the sender of messages that something was decided. Run again it tells
 * them again, so nothing is lost where the process died after it had written the table.
 */
export async function hintAt(containments: readonly Containment[], deps: Telling): Promise<void> {
	const change = containments.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	const policies = policiesToPublish(containments);
	await deps.hints.toContain(
		policies.map((policy) => ({ policy })),
		change,
	);
	const caseIds = new Set(containments.map(({ caseId }) => caseId).filter((id) => id !== null));
	for (const id of caseIds) await makeDue(id, deps);
}

/** A case whose card must show what has changed. */
export async function makeDue(caseId: string, { cases, hints }: Telling): Promise<void> {
	const touched = await cases.touch(caseId);
	if (touched === null) return;
	await hints.toNotify([{ about: 'case', id: caseId }], `revision ${touched.revision}`);
}

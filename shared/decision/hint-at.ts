import { ofCase, type Teller, tellersOf } from '../case/tellers.ts';
import type { PolicyId } from '../containment/containment.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import { standingOf } from '../containment/ledger/ledger-states.ts';
import type { DecisionDeps } from './decision-deps.ts';

type Telling = Pick<DecisionDeps, 'cases' | 'notices' | 'hints'>;

/** Gives the policies whose text must change, or may have to, because of these containments. */
export function policiesToPublish(containments: readonly Containment[]): PolicyId[] {
	const policies = containments.flatMap(({ policies, ending }) =>
		policies
			.filter(({ state }) => standingOf(state, ending !== null) !== 'none')
			.map(({ policy }) => policy),
	);
	return [...new Set(policies)].toSorted();
}

/**
 * Sends hints to contain and notify that something was decided. If it runs again it sends them
 * again, so nothing is lost if the process dies after it has written to the table.
 */
export async function hintAt(containments: readonly Containment[], deps: Telling): Promise<void> {
	const change = containments.map(({ id, steps }) => `${id} ${steps}`).join(', ');
	const policies = policiesToPublish(containments);
	await deps.hints.toContain(
		policies.map((policy) => ({ policy })),
		change,
	);
	for (const teller of tellersOf(containments)) await tell(teller, deps);
}

/** Marks a case as due, because its card must show what has changed, and sends the hint. */
export function makeDue(caseId: string, deps: Telling): Promise<void> {
	return tell(ofCase(caseId), deps);
}

async function tell({ hint, makeDue }: Teller, deps: Telling): Promise<void> {
	const revision = await makeDue(deps);
	if (revision !== null) await deps.hints.toNotify([hint], `revision ${revision}`);
}

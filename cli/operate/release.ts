import type { Subject } from '../../shared/decision/find-subject.ts';
import { carryOutRelease, prepareRelease, type Released } from '../../shared/decision/release.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ } from '../exit-codes.ts';
import { stateText, summaryOf } from './containment-text.ts';
import { tellWhoActs, usageErrorOf } from './decision-text.ts';
import type { OperateDeps } from './deps.ts';
import type { ReleaseOptions } from './options.ts';
import { withNames } from './overview.ts';

/**
 * `eyes release`: says what will be ended, then ends a case's containments, or one of them. Gives
 * the exit code.
 */
export async function release({ id, reason }: ReleaseOptions, deps: OperateDeps): Promise<number> {
	const prepared = await prepareRelease(id, deps);
	if (prepared.kind === 'refused') throw usageErrorOf(prepared);
	const { subject, releasable } = prepared;
	for (const { containment, caseName } of await withNames(releasable, deps))
		await deps.tell(
			`to be released: ${summaryOf(containment, caseName)} (containment ${containment.id})`,
		);
	await tellWhoActs(deps);
	const done = await carryOutRelease(prepared, reason, deps);
	if (releasable.length === 0)
		await deps.tell(`Nothing was left to release: ${whyNothing(subject)}.`);
	await tellWhatFollows(done, id, deps);
	return ALL_READ;
}

function whyNothing({ kind, containments }: Subject): string {
	const [first] = containments;
	if (first === undefined) return 'nobody is contained because of this case';
	return kind === 'containment'
		? `it is ${stateText(first)}`
		: 'all of its containments have ended or are ending';
}

async function tellWhatFollows(
	{ policies }: Released,
	id: string,
	{ tell }: OperateDeps,
): Promise<void> {
	if (policies.length === 0) return;
	await tell(
		`The text of ${policies.join(', ')} is being published again without it; AWS may need a few minutes until it applies everywhere.`,
	);
	await tell(`Check that it has ended: ${commandLine(`status ${id}`)}`);
}

import { isReleasable } from '../../shared/containment/ledger/containment-state.ts';
import type { Containment, Decision } from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { ALL_READ } from '../exit-codes.ts';
import { nameOf, oneLine, stateText } from './containment-text.ts';
import { decide, type OperateDeps } from './deps.ts';
import { findSubject, type Subject } from './find-subject.ts';
import { hintAt, makeDue, policiesToPublish } from './hint-at.ts';
import type { ReleaseOptions } from './options.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/** `eyes release`: a human ends a case's containments, or one of them. Run again it changes nothing. Gives the exit code. */
export async function release({ id, reason }: ReleaseOptions, deps: OperateDeps): Promise<number> {
	const subject = await findSubject(id, deps);
	const releasable = subject.containments.filter(isReleasable);
	for (const containment of releasable)
		await deps.tell(`to be released: ${summaryOf(containment, subject)}`);
	await tellWhoActs(deps);
	const decision = decide(deps, reason);
	const ended = await endAll(subject.containments, decision, deps);
	await answerCase(subject, decision, deps);
	await hintAt(ended, deps);
	if (releasable.length === 0)
		await deps.tell(`Nothing was left to release: ${whyNothing(subject)}.`);
	await tellWhatFollows(ended, id, deps);
	return ALL_READ;
}

/** Ends them, and tells those who must act on it. */
export async function releaseAll(
	containments: readonly Containment[],
	decision: Decision,
	deps: OperateDeps,
): Promise<void> {
	await hintAt(await endAll(containments, decision, deps), deps);
}

async function endAll(
	containments: readonly Containment[],
	decision: Decision,
	{ ledger }: OperateDeps,
): Promise<Containment[]> {
	const ended = await Promise.all(containments.map(({ id }) => ledger.release(id, decision)));
	return ended.filter((containment) => containment !== null);
}

/** One containment of several is no word on the whole case. */
async function answerCase(
	{ kind, stored, containments }: Subject,
	{ at }: Decision,
	deps: OperateDeps,
): Promise<void> {
	if (kind !== 'case' || stored === null) return;
	await deps.cases.answer(stored.case.id, { by: deps.caller.arn, at });
	// With containments the hints at them make it due.
	if (containments.length === 0) await makeDue(stored.case.id, deps);
}

function summaryOf(containment: Containment, { stored }: Subject): string {
	const { selector, id } = containment;
	const name = nameOf(containment, stored?.case.name ?? null);
	return `${name}, ${selector.key} = ${oneLine(selector.value)}, ${stateText(containment)} (containment ${id})`;
}

function whyNothing({ kind, containments }: Subject): string {
	const [first] = containments;
	if (first === undefined) return 'nobody is contained because of this case';
	return kind === 'containment'
		? `it is ${stateText(first)}`
		: 'all of its containments have ended or are ending';
}

async function tellWhatFollows(
	ended: readonly Containment[],
	id: string,
	{ tell }: OperateDeps,
): Promise<void> {
	const policies = policiesToPublish(ended);
	if (policies.length === 0) return;
	await tell(
		`The text of ${policies.join(', ')} is published anew now; AWS takes up to a few minutes to follow it everywhere.`,
	);
	await tell(`Look whether it is out of the text: ${commandLine(`status ${id}`)}`);
}

import type { Containment, Decision } from '../../shared/containment/ledger/ledger.ts';
import { commandLine } from '../../shared/notification/card/commands.ts';
import { isReleasable } from '../../shared/notification/card/standing.ts';
import { ALL_READ } from '../exit-codes.ts';
import { nameOf, oneLine, stateText } from './containment-text.ts';
import { findSubject, type Subject } from './find-subject.ts';
import { hintAt, makeDue, targetsToPublish } from './hint-at.ts';
import type { ReleaseOptions } from './options.ts';
import { decide, type OperateRooms } from './deps.ts';
import { tellWhoActs } from './tell-who-acts.ts';

/** `eyes release`: a human ends a case's containments, or one of them. Run again it changes nothing. Gives the exit code. */
export async function release({ id, reason }: ReleaseOptions, rooms: OperateRooms): Promise<number> {
	const subject = await findSubject(id, rooms);
	const releasable = subject.containments.filter(isReleasable);
	for (const containment of releasable)
		await rooms.tell(`to be released: ${summaryOf(containment, subject)}`);
	await tellWhoActs(rooms);
	const decision = decide(rooms, reason);
	const ended = await endAll(subject.containments, decision, rooms);
	await answerCase(subject, decision, rooms);
	await hintAt(ended, rooms);
	if (releasable.length === 0) await rooms.tell(`Nothing was left to release: ${whyNothing(subject)}.`);
	await tellWhatFollows(ended, id, rooms);
	return ALL_READ;
}

/** Ends them, and tells those who must act on it. */
export async function releaseAll(
	containments: readonly Containment[],
	decision: Decision,
	rooms: OperateRooms,
): Promise<void> {
	await hintAt(await endAll(containments, decision, rooms), rooms);
}

async function endAll(
	containments: readonly Containment[],
	decision: Decision,
	{ ledger }: OperateRooms,
): Promise<Containment[]> {
	const ended = await Promise.all(containments.map(({ id }) => ledger.release(id, decision)));
	return ended.filter((containment) => containment !== null);
}

/** One containment of several is no word on the whole case. */
async function answerCase(
	{ kind, stored, containments }: Subject,
	{ at }: Decision,
	rooms: OperateRooms,
): Promise<void> {
	if (kind !== 'case' || stored === null) return;
	await rooms.cases.answer(stored.case.id, { by: rooms.caller.arn, at });
	// With containments the hints at them make it due.
	if (containments.length === 0) await makeDue(stored.case.id, rooms);
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
	{ tell }: OperateRooms,
): Promise<void> {
	const targets = targetsToPublish(ended);
	if (targets.length === 0) return;
	await tell(
		`The text of ${targets.join(', ')} is published anew now; AWS takes up to a few minutes to follow it everywhere.`,
	);
	await tell(`Look whether it is out of the text: ${commandLine(`status ${id}`)}`);
}

import type { PolicyId } from '../containment/containment.ts';
import { isReleasable } from '../containment/ledger/containment-state.ts';
import type { Containment, Decision } from '../containment/ledger/ledger.ts';
import { type DecisionDeps, decide } from './decision-deps.ts';
import { findSubject, type Subject } from './find-subject.ts';
import { hintAt, makeDue, policiesToPublish } from './hint-at.ts';
import type { Refused } from './refusals.ts';

/** A case or a containment, with its containments that can still be ended. */
export interface PreparedRelease {
	readonly kind: 'prepared';
	readonly subject: Subject;
	readonly releasable: readonly Containment[];
}

/** What follows from a release. */
export interface Released {
	readonly kind: 'done';
	/** The policies whose text is published now. */
	readonly policies: readonly PolicyId[];
}

type Ending = Pick<DecisionDeps, 'ledger' | 'cases' | 'notices' | 'hints' | 'caller' | 'now'>;

/** Finds the case or containment with the id; changes nothing. */
export async function prepareRelease(
	id: string,
	deps: Pick<DecisionDeps, 'ledger' | 'cases' | 'settings'>,
): Promise<PreparedRelease | Refused> {
	const subject = await findSubject(id, deps);
	if (subject.kind === 'refused') return subject;
	return { kind: 'prepared', subject, releasable: subject.containments.filter(isReleasable) };
}

/**
 * Ends all of its containments. If it runs again it changes nothing. A case is answered even if
 * there is nothing to end.
 */
export async function carryOutRelease(
	{ subject }: PreparedRelease,
	why: string,
	deps: Ending,
): Promise<Released> {
	const decision = decide(deps, why);
	const ended = await endAll(subject.containments, decision, deps);
	if (subject.kind === 'case') await answerCase(subject, decision, deps);
	return tell(ended, deps);
}

/** Ends these containments, whatever case they belong to, and answers no case. */
export async function releaseAll(
	containments: readonly Containment[],
	why: string,
	deps: Ending,
): Promise<Released> {
	return tell(await endAll(containments, decide(deps, why), deps), deps);
}

async function endAll(
	containments: readonly Containment[],
	decision: Decision,
	{ ledger }: Pick<DecisionDeps, 'ledger'>,
): Promise<Containment[]> {
	const ended = await Promise.all(containments.map(({ id }) => ledger.release(id, decision)));
	return ended.filter((containment) => containment !== null);
}

/** Marks the case as answered. Releasing a single containment does not answer its whole case. */
async function answerCase(
	{ stored, containments }: Extract<Subject, { kind: 'case' }>,
	{ at }: Decision,
	deps: Ending,
): Promise<void> {
	const { id } = stored.case;
	await deps.cases.answer(id, { by: deps.caller.arn, at });
	// If there are containments, the hints about them make the case due.
	if (containments.length === 0) await makeDue(id, deps);
}

async function tell(ended: readonly Containment[], deps: Ending): Promise<Released> {
	await hintAt(ended, deps);
	return { kind: 'done', policies: policiesToPublish(ended) };
}

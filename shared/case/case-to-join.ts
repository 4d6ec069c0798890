import { compareSignIns } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgedSignIn } from '../verdict/judged-sign-in.ts';
import type { Case } from './case.ts';
import { type CaseGaps, type CaseKey, caseId, isOfEarlierCase, openUntil } from './case-key.ts';
import type { CaseBefore, FoundCase, RecalledCase } from './case-store.ts';
import { deliveriesOf, deliveryHash, type KeptCase, keepUse } from './kept-case.ts';

/** Identifies one case among all cases of one key. */
export interface CaseToJoin {
	readonly id: string;
	readonly number: number;
}

/** More cases than one key can have in a year, because a year has fewer minutes. */
const PER_YEAR = 1_000_000;
/** Numbers up to this are counted. Those above are for cases after one that cannot be read. */
const COUNTED = 400_000;

/**
 * Which case a sign-in joins. It joins the latest case of its key if it is at most one window later
 * than the last sign-in of that case, or earlier, as late records are; the case before if it would
 * make the case longer than a day. Otherwise it joins the next case. A repeated sign-in finds the
 * case that it is in already. `recalled` is the latest case of
 * the key; undefined only if there is none.
 */
export function caseToJoin({
	key,
	signIn,
	recalled,
	gaps,
}: {
	readonly key: string;
	readonly signIn: SignIn;
	readonly recalled: FoundCase | undefined;
	readonly gaps: CaseGaps;
}): CaseToJoin {
	const number = numberFor(recalled, signIn, (theCase) => openUntil(key, theCase, gaps));
	return { id: caseId(key, number), number };
}

/**
 * Gives the key of the stored case that a repeated sign-in is in already; null if it is in none of
 * them. Its key may be another one now: at first it was not known who obtained the calling session.
 */
export function keyOfRepeat(signIn: SignIn, stored: Iterable<FoundCase>): CaseKey | null {
	const delivery = deliveryHash(signIn);
	for (const found of stored) {
		if ('nextNumber' in found) continue;
		const deliveries = [...deliveriesOf(found.kept), ...(found.before?.deliveries ?? [])];
		if (deliveries.includes(delivery)) return found.whose;
	}
	return null;
}

/**
 * Adds the uses that a case takes: those that are not earlier than the case, while it is open.
 * Answers with the same object if that changes nothing.
 */
export function withUses(
	{ kept, case: theCase }: Pick<RecalledCase, 'kept' | 'case'>,
	uses: readonly JudgedSignIn[],
	gaps: CaseGaps,
): KeptCase {
	let next = kept;
	let last = theCase.lastAt;
	for (const judged of uses.toSorted((a, b) => compareSignIns(a.signIn, b.signIn))) {
		const { time } = judged.signIn;
		const until = openUntil(kept.whose.key, { ...theCase, lastAt: last }, gaps);
		if (time < theCase.openedAt || time > until) continue;
		next = keepUse(next, judged);
		last = Math.max(last, time);
	}
	return next;
}

type OpenUntil = (theCase: Case) => number;

function numberFor(
	recalled: FoundCase | undefined,
	signIn: SignIn,
	openUntilOf: OpenUntil,
): number {
	if (recalled === undefined) return firstNumber(signIn);
	if ('nextNumber' in recalled) return recalled.nextNumber ?? unusedNumber(signIn);
	return numberBeside(recalled, signIn, openUntilOf);
}

/** What the next case of the key keeps of this one. */
export function asBefore({ number, kept }: RecalledCase): CaseBefore {
	return { number, deliveries: deliveriesOf(kept) };
}

/**
 * The number contains the year, so that no id is used again after the table has deleted the old
 * cases: an old containment with that id may be released.
 */
function firstNumber({ time }: SignIn): number {
	return new Date(time).getUTCFullYear() * PER_YEAR + 1;
}

function numberBeside(recalled: RecalledCase, signIn: SignIn, openUntilOf: OpenUntil): number {
	const { number, kept, before, case: latest } = recalled;
	const delivery = deliveryHash(signIn);
	if (deliveriesOf(kept).includes(delivery)) return number;
	if (before?.deliveries.includes(delivery)) return before.number;
	if (isOfEarlierCase(signIn, latest)) return before?.number ?? number - 1;
	return signIn.time <= openUntilOf(latest) ? number : number + 1;
}

/** A number above all counted numbers: one for each minute of the year. */
function unusedNumber({ time }: SignIn): number {
	const start = Date.UTC(new Date(time).getUTCFullYear(), 0);
	return new Date(time).getUTCFullYear() * PER_YEAR + COUNTED + Math.floor((time - start) / 60_000);
}

import type { SignIn } from '../sign-in/sign-in.ts';
import { caseId } from './case-id.ts';
import type { CaseBefore, FoundCase, RecalledCase } from './case-store.ts';
import { deliveriesOf, deliveryHash } from './kept-case.ts';

/** The name of one case among all that ever were under one key. */
export interface CaseToJoin {
	readonly id: string;
	readonly number: number;
}

/** Cases of a key within a year: more than there are gaps of a minute in it. */
const PER_YEAR = 1_000_000;
/** Of these so many are counted up; the rest is for cases whose number cannot be read. */
const COUNTED = 400_000;

/**
 * Which case a sign-in belongs to: the latest one under its key, while its time is not more than the window after the
 * last sign-in of that case (also where it is earlier than all of them, as late records are), else the next one. A
 * repeat finds the case that it is in already. `recalled`: the latest case under this very key, undefined only where
 * there is none.
 */
export function caseToJoin({
	key,
	signIn,
	recalled,
	caseMinutes,
}: {
	readonly key: string;
	readonly signIn: SignIn;
	readonly recalled: FoundCase | undefined;
	readonly caseMinutes: number;
}): CaseToJoin {
	const number = numberFor(recalled, signIn, caseMinutes);
	return { id: caseId(key, number), number };
}

function numberFor(recalled: FoundCase | undefined, signIn: SignIn, caseMinutes: number): number {
	if (recalled === undefined) return firstNumber(signIn);
	if ('nextNumber' in recalled) return recalled.nextNumber ?? unusedNumber(signIn);
	return numberBeside(recalled, signIn, caseMinutes);
}

/** What the next case under the key must know of this one. */
export function asBefore({ number, kept }: RecalledCase): CaseBefore {
	return { number, deliveries: deliveriesOf(kept) };
}

/** A key whose cases the table has forgotten must not meet its old ids again: their containments may stand as released. */
function firstNumber({ time }: SignIn): number {
	return new Date(time).getUTCFullYear() * PER_YEAR + 1;
}

function numberBeside(recalled: RecalledCase, signIn: SignIn, caseMinutes: number): number {
	const { number, kept, before } = recalled;
	const delivery = deliveryHash(signIn);
	if (deliveriesOf(kept).includes(delivery)) return number;
	if (before?.deliveries.includes(delivery)) return before.number;
	return signIn.time <= recalled.case.lastAt + caseMinutes * 60_000 ? number : number + 1;
}

/** Beyond all numbers that count cases up: one for each minute of the year. */
function unusedNumber({ time }: SignIn): number {
	const start = Date.UTC(new Date(time).getUTCFullYear(), 0);
	return new Date(time).getUTCFullYear() * PER_YEAR + COUNTED + Math.floor((time - start) / 60_000);
}

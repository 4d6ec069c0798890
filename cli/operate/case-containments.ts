import type { StoredCase } from '../../shared/containment/case-store.ts';
import type { Wish } from '../../shared/containment/containment.ts';
import type { Containment, ContainmentLedger } from '../../shared/containment/ledger.ts';
import { containmentId } from '../../shared/containment/ledger-wishes.ts';

type Finding = Pick<ContainmentLedger, 'find' | 'open'>;

/**
 * The n-th time that a case's principal is contained. What a human has released stays released under its occasion, so
 * containing once more needs another one. A count and not a time: the same command run twice finds what it has done.
 */
export function occasionOf(caseId: string, n: number): string {
	return n === 1 ? caseId : `${caseId}#${n}`;
}

/**
 * Every containment of a case, also those wished by hand: in mode `observe` the case itself lists none. The open index
 * may be a second behind, so those are read by their ids.
 */
export async function containmentsOfCase(stored: StoredCase, ledger: Finding): Promise<Containment[]> {
	const { id } = stored.case;
	const open = (await ledger.open()).filter(({ caseId }) => caseId === id);
	const listed = await Promise.all(stored.containments.map((one) => ledger.find(one)));
	const byHand = await Promise.all(
		bothReaches(stored.plan.wishes).map((wish) => everyTime(wish, id, ledger)),
	);
	const all = [...listed, ...byHand.flat(), ...open].filter((containment) => containment !== null);
	return [...new Map(all.map((containment) => [containment.id, containment])).values()];
}

function bothReaches(wishes: readonly Wish[]): Wish[] {
	return wishes.flatMap((wish) => [
		{ ...wish, reach: 'outside' as const },
		{ ...wish, reach: 'everything' as const },
	]);
}

async function everyTime(wish: Wish, caseId: string, ledger: Finding): Promise<Containment[]> {
	const times: Containment[] = [];
	for (let n = 1; ; n++) {
		const found = await ledger.find(containmentId({ wish, occasion: occasionOf(caseId, n) }));
		if (found === null) return times;
		times.push(found);
	}
}

/** The occasion under which a wish of this case can still be carried out: the first that no human has ended. */
export async function freeOccasion(wish: Wish, caseId: string, ledger: Finding): Promise<string> {
	for (let n = 1; ; n++) {
		const occasion = occasionOf(caseId, n);
		const found = await ledger.find(containmentId({ wish, occasion }));
		if (found?.ending?.by.kind !== 'person') return occasion;
	}
}

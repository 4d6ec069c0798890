import type { ContainmentRequest } from '../containment/containment.ts';
import type { Containment, ContainmentLedger } from '../containment/ledger/ledger.ts';
import { containmentId } from '../containment/ledger/ledger-requests.ts';
import type { StoredCase } from './case-store.ts';

type Finding = Pick<ContainmentLedger, 'find'>;

/**
 * The n-th time that a case's principal is contained. What a human has released stays released under its occasion, so
 * containing once more needs another one. A count and not a time: the same command run twice finds what it has done.
 */
export function occasionOf(caseId: string, n: number): string {
	return n === 1 ? caseId : `${caseId}#${n}`;
}

/**
 * Every containment because of a case, the oldest first: those that its rules requested, and those that a human requested of
 * its plan, of which the case itself knows nothing. All are read by their ids, so that none of this second is missing.
 */
export async function containmentsOfCase(
	{ case: { id }, containments, plan }: Pick<StoredCase, 'case' | 'containments' | 'plan'>,
	ledger: Finding,
): Promise<readonly Containment[]> {
	const listed = await Promise.all(containments.map((one) => ledger.find(one)));
	const byHand = await Promise.all(
		plan.requests.flatMap(bothDenyScopes).map((request) => everyTime(request, id, ledger)),
	);
	const all = [...listed, ...byHand.flat()].filter((containment) => containment !== null);
	const distinct = new Map(all.map((containment) => [containment.id, containment]));
	return [...distinct.values()].toSorted((one, other) => one.requestedAt - other.requestedAt);
}

function bothDenyScopes(request: ContainmentRequest): ContainmentRequest[] {
	return [
		{ ...request, denyScope: 'untrusted-networks' },
		{ ...request, denyScope: 'everything' },
	];
}

async function everyTime(
	request: ContainmentRequest,
	caseId: string,
	ledger: Finding,
): Promise<Containment[]> {
	const times: Containment[] = [];
	for (let n = 1; ; n++) {
		const found = await ledger.find(containmentId({ request, occasion: occasionOf(caseId, n) }));
		if (found === null) return times;
		times.push(found);
	}
}

/** The occasion under which a request of this case can still be carried out: the first that no human has ended. */
export async function freeOccasion(
	request: ContainmentRequest,
	caseId: string,
	ledger: Finding,
): Promise<string> {
	for (let n = 1; ; n++) {
		const occasion = occasionOf(caseId, n);
		const found = await ledger.find(containmentId({ request, occasion }));
		if (found?.ending?.by.kind !== 'person') return occasion;
	}
}

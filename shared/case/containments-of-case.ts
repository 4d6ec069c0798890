import { type ContainmentRequest, DENY_SCOPES, scopedName } from '../containment/containment.ts';
import type { Containment, ContainmentLedger } from '../containment/ledger/ledger.ts';
import { containmentId } from '../containment/ledger/ledger-requests.ts';
import type { StoredCase } from './case-store.ts';

type Ledger = Pick<ContainmentLedger, 'find'>;

/**
 * The occasion of the n-th containment of a principal because of a case. A containment that a human
 * released stays released under its occasion, so containing the principal again needs another
 * occasion. It is a count and not a time, so that a command that is run twice finds its own
 * containment.
 */
export function occasionOf(caseId: string, n: number): string {
	return n === 1 ? caseId : `${caseId}#${n}`;
}

/**
 * Every containment because of a case, the oldest first: those that the case lists, and those that
 * a human requested from its plan, which the case does not list. All are read by id, so that even
 * the newest ones are found.
 */
export async function containmentsOfCase(
	{ case: { id }, containments, plan }: Pick<StoredCase, 'case' | 'containments' | 'plan'>,
	ledger: Ledger,
): Promise<readonly Containment[]> {
	const listed = await Promise.all(containments.map((one) => ledger.find(one)));
	const byHand = await Promise.all(
		inEachScope(plan.requests).map((request) => everyTime(request, id, ledger)),
	);
	const all = [...listed, ...byHand.flat()].filter((containment) => containment !== null);
	const distinct = new Map(all.map((containment) => [containment.id, containment]));
	return [...distinct.values()].toSorted((one, other) => one.requestedAt - other.requestedAt);
}

/** A human may have asked for another deny scope than rules plan. */
function inEachScope(requests: readonly ContainmentRequest[]): ContainmentRequest[] {
	const all = requests.flatMap((request) =>
		DENY_SCOPES.map((denyScope) => ({ ...request, denyScope })),
	);
	return [...new Map(all.map((request) => [scopedName(request), request])).values()];
}

async function everyTime(
	request: ContainmentRequest,
	caseId: string,
	ledger: Ledger,
): Promise<Containment[]> {
	const times: Containment[] = [];
	for (let n = 1; ; n++) {
		const found = await ledger.find(containmentId({ request, occasion: occasionOf(caseId, n) }));
		if (found === null) return times;
		times.push(found);
	}
}

/** The first occasion of this case for which no human has released the request. */
export async function freeOccasion(
	request: ContainmentRequest,
	caseId: string,
	ledger: Ledger,
): Promise<string> {
	for (let n = 1; ; n++) {
		const occasion = occasionOf(caseId, n);
		const found = await ledger.find(containmentId({ request, occasion }));
		if (found?.ending?.by.kind !== 'person') return occasion;
	}
}

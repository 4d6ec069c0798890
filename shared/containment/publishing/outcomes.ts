import type { Refusal } from '../document/refusal.ts';
import type { Problem } from '../ledger/ledger.ts';
import type { Demand, Outcome } from '../ledger/ledger-policy.ts';
import type { Applied, Failed } from './policy-publisher.ts';

/** The outcomes of containments that are not in the text, each with a remediation. */
export function refusedOutcomes(refusals: readonly Refusal[]): Outcome[] {
	return refusals.flatMap((refusal) => {
		const problem = { reason: refusal.kind, remediation: remediationOf(refusal) };
		return refusal.refused.map((id) => ({ id, state: 'refused', problem }) as const);
	});
}

function remediationOf(refusal: Refusal): string {
	switch (refusal.kind) {
		case 'too-large':
			return `Release containments that are no longer needed, or trust fewer networks: the text may have ${refusal.limit} characters.`;
		case 'malformed':
			return `Contain by hand and report an error of eyes-system: ${refusal.problem}.`;
		case 'protected':
			return 'Investigate by hand: the configuration protects this principal from being contained.';
	}
}

/** The outcomes if the text is not known to be published: it is unknown who is denied. */
export function failedOutcomes(
	demands: readonly Demand[],
	{ reason, remediation }: Problem,
): Outcome[] {
	return demands.map(({ id }) => ({ id, state: 'failed', problem: { reason, remediation } }));
}

/** The outcome of a containment in the published text; null if nothing is known yet. */
export function appliedOutcome(
	{ id, issuedBefore }: Pick<Demand, 'id' | 'issuedBefore'>,
	applied: Applied,
): Outcome | null {
	switch (applied.kind) {
		case 'applies': {
			const cut = issuedBefore === undefined ? {} : { issuedBefore };
			return { id, state: 'effective', problem: null, ...cut };
		}
		case 'failed':
			return { id, state: 'failed', problem: problemOf(applied) };
		case 'retry':
			return null;
	}
}

function problemOf({ reason, remediation }: Failed): Problem {
	return { reason, remediation };
}

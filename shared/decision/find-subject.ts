import type { StoredCase } from '../case/case-store.ts';
import { containmentsOfCase } from '../case/containments-of-case.ts';
import type { Containment } from '../containment/ledger/ledger.ts';
import type { DecisionDeps } from './decision-deps.ts';
import { type Refused, refused } from './refusals.ts';

/** What an id means: a case with all its containments, or one containment and its case. */
export type Subject =
	| {
			readonly kind: 'case';
			readonly stored: StoredCase;
			readonly containments: readonly Containment[];
	  }
	| {
			readonly kind: 'containment';
			/** Null where no case belongs to it. */
			readonly stored: StoredCase | null;
			readonly containments: readonly [Containment];
	  };

type Finding = Pick<DecisionDeps, 'ledger' | 'cases' | 'settings'>;

export async function findSubject(
	id: string,
	{ ledger, cases, settings }: Finding,
): Promise<Subject | Refused> {
	const [stored, containment] = await Promise.all([cases.find(id), ledger.find(id)]);
	if (stored !== null) return { kind: 'case', stored, containments: await allOf(stored, ledger) };
	if (containment === null)
		return refused('unknown-id', { id, region: settings.configuration.deployment.region });
	const { caseId } = containment;
	const its = caseId === null ? null : await cases.find(caseId);
	return { kind: 'containment', stored: its, containments: [containment] };
}

/**
 * Those that the case tells of, and all else that is open because of it: a release must leave
 * nothing.
 */
async function allOf(stored: StoredCase, ledger: Finding['ledger']): Promise<Containment[]> {
	const [told, open] = await Promise.all([containmentsOfCase(stored, ledger), ledger.open()]);
	const others = open.filter(({ caseId }) => caseId === stored.case.id);
	return [
		...new Map([...others, ...told].map((containment) => [containment.id, containment])).values(),
	];
}

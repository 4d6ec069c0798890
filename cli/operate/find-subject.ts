import type { StoredCase } from '../../shared/case/case-store.ts';
import { containmentsOfCase } from '../../shared/case/containments-of-case.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { UsageError } from '../usage-error.ts';
import type { OperateDeps } from './deps.ts';

/** What an id means: a case with all its containments, or one containment with the case that it belongs to. */
export interface Subject {
	readonly kind: 'case' | 'containment';
	readonly stored: StoredCase | null;
	readonly containments: readonly Containment[];
}

/** Throws a UsageError where nothing has this id. */
export async function findSubject(
	id: string,
	{ ledger, cases, configuration }: OperateDeps,
): Promise<Subject> {
	const [stored, containment] = await Promise.all([cases.find(id), ledger.find(id)]);
	if (stored !== null) {
		return { kind: 'case', stored, containments: await allOf(stored, ledger) };
	}
	if (containment === null) {
		const { region } = configuration.deployment;
		throw new UsageError(
			`no case and no containment in ${region} has the id ${id}; eyes status lists those that are open`,
		);
	}
	const { caseId } = containment;
	const its = caseId === null ? null : await cases.find(caseId);
	return { kind: 'containment', stored: its, containments: [containment] };
}

/** Those that the case tells of, and whatever else is open because of it: nothing may be left when it is released. */
async function allOf(stored: StoredCase, ledger: OperateDeps['ledger']): Promise<Containment[]> {
	const [told, open] = await Promise.all([containmentsOfCase(stored, ledger), ledger.open()]);
	const others = open.filter(({ caseId }) => caseId === stored.case.id);
	return [
		...new Map([...others, ...told].map((containment) => [containment.id, containment])).values(),
	];
}

import type { CasePlan } from '../../shared/case/case-plan.ts';
import { NOT_CONTAINED, type NotContained } from '../../shared/containment/not-contained.ts';

const CODES = Object.keys(NOT_CONTAINED).filter((code): code is NotContained => code in NOT_CONTAINED);

/** A plan with as many wishes and reasons as there can be, whose values are the text given. */
export function aFullPlan(value: string): CasePlan {
	const wishes = Array.from({ length: 12 }, (_, n) => ({
		person: value,
		selector: { key: 'aws:userid', value: `${value}${n}` } as const,
		reach: 'outside' as const,
		targets: [
			{ target: 'organization' as const, account: '111122223333', attachment: null },
			{
				target: 'account:111122223333' as const,
				account: '111122223333',
				attachment: { kind: 'role' as const, name: value },
			},
		],
		until: Date.parse('2026-03-10T00:00:00Z'),
		reason: 'external-caller' as const,
	}));
	return { wishes, notContained: CODES };
}

/** Who would be denied because of the stolen key: its user, and the session that he made with it. */
export function stolenKeyPlan(): CasePlan {
	const common = { person: 'user:444455556666/taeho.lim', reach: 'outside' } as const;
	const targets = [{ target: 'organization', account: '444455556666', attachment: null } as const];
	return {
		wishes: [
			{
				...common,
				targets,
				selector: { key: 'aws:userid', value: 'AIDAEXAMPLETAEHOLIM01' },
				until: Date.parse('2026-03-10T04:35:00Z'),
				reason: 'external-caller',
			},
			{
				...common,
				targets,
				selector: { key: 'aws:userid', value: 'AROAEXAMPLEDEPLOYER01:cli' },
				until: Date.parse('2026-03-03T16:35:00Z'),
				reason: 'made-by-external-caller',
			},
		],
		notContained: ['mode-observe'],
	};
}

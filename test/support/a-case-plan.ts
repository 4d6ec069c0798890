import type { CasePlan } from '../../shared/case/case-plan.ts';
import { NOT_CONTAINED, type NotContained } from '../../shared/containment/not-contained.ts';

const CODES = Object.keys(NOT_CONTAINED).filter(
	(code): code is NotContained => code in NOT_CONTAINED,
);

/** A plan with as many requests and reasons as possible, whose values are this text. */
export function aFullPlan(value: string): CasePlan {
	const requests = Array.from({ length: 24 }, (_, n) => ({
		person: value,
		selector: { key: 'aws:userid', value: `${value}${n}` } as const,
		denyScope: 'untrusted-networks' as const,
		policies: [
			{ policy: 'scp' as const, account: '111122223333', attachment: null },
			{
				policy: 'iam:111122223333' as const,
				account: '111122223333',
				attachment: { kind: 'role' as const, name: value },
			},
		],
		until: Date.parse('2026-03-10T00:00:00Z'),
		reason: 'untrusted-caller' as const,
	}));
	return { requests, notContained: CODES };
}

/** The plan because of the stolen key: it denies its user, and the session made with it. */
export function stolenKeyPlan(): CasePlan {
	const common = {
		person: 'user:444455556666/taeho.lim',
		denyScope: 'untrusted-networks',
	} as const;
	const policies = [{ policy: 'scp', account: '444455556666', attachment: null } as const];
	return {
		requests: [
			{
				...common,
				policies,
				selector: { key: 'aws:userid', value: 'AIDAEXAMPLETAEHOLIM01' },
				until: Date.parse('2026-03-10T04:35:00Z'),
				reason: 'untrusted-caller',
			},
			{
				...common,
				policies,
				selector: { key: 'aws:userid', value: 'AROAEXAMPLEDEPLOYER01:cli' },
				until: Date.parse('2026-03-03T16:35:00Z'),
				reason: 'obtained-by-untrusted-caller',
			},
		],
		notContained: ['mode-observe'],
	};
}

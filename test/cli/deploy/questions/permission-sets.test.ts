import { describe, expect, it } from 'vitest';
import { askPermissionSets } from '../../../../cli/deploy/questions/permission-sets.ts';
import type { ReferencingSet } from '../../../../cli/deploy/questions/preflight.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { ORGANIZATION } from '../deploy-world.ts';
import { ALONE, ask, counted, denied, HUB, MANAGEMENT, withDeployment } from './ask.ts';

const IN_UNIT = '444455556666';
const ELSEWHERE = '555566667777';
const NOTHING = { told: [], problems: [] };

function aSet(...accounts: string[]): ReferencingSet {
	return { name: 'Admin', arn: 'arn:set', instance: 'arn:instance', accounts };
}

interface Differing {
	readonly policyType?: 'iam' | 'scp';
	readonly covered?: boolean;
	readonly targets?: {
		readonly root?: true;
		readonly units?: string[];
		readonly accounts?: string[];
	};
}

/** Asks in a management account, where the set is provisioned in these accounts. */
function answer(
	accounts: string[],
	{ policyType = 'iam', covered = false, targets }: Differing = {},
) {
	const configuration = {
		...ORGANIZATION,
		containment: {
			...{ policyType, managementAccount: MANAGEMENT_ACCOUNT },
			...(covered && { modes: { [MANAGEMENT_ACCOUNT]: 'ask' as const } }),
		},
		deployment: { ...ORGANIZATION.deployment, targets: targets ?? { root: true as const } },
	};
	const aws = {
		referencingSets: async (region: string) =>
			region === 'us-west-2' || region === 'us-east-1' ? [aSet(...accounts)] : [],
		above: async (account: string) =>
			account === IN_UNIT ? ['ou-a1b2-99999999', 'ou-a1b2-11111111', 'r-a1b2'] : ['r-a1b2'],
	};
	return ask(askPermissionSets, { ...MANAGEMENT, configuration, aws });
}

function lacking(...accounts: string[]) {
	return {
		told: [
			expect.stringMatching(
				new RegExp(
					`^warning: the permission set Admin .* not in account ${accounts.join(', ')}, so [\\s\\S]*--instance-arn arn:instance --permission-set-arn arn:set `,
				),
			),
		],
		problems: [],
	};
}
const FINE = {
	told: ['permission sets: 1 reference /eyes/eyes-containment, and it is in all their accounts'],
	problems: [],
};

describe('permission sets that reference the policy', () => {
	it('can be provisioned in every account that has it', async () => {
		expect(await answer([IN_UNIT, ELSEWHERE])).toEqual(FINE);
		expect(await answer([IN_UNIT, MANAGEMENT_ACCOUNT], { covered: true })).toEqual(FINE);
	});

	it('cannot be provisioned in a management account where nobody may be denied', async () => {
		expect(await answer([IN_UNIT, MANAGEMENT_ACCOUNT])).toEqual(lacking(MANAGEMENT_ACCOUNT));
	});

	it('cannot be provisioned outside of a pilot, whose units may be far above', async () => {
		const targets = { units: ['ou-a1b2-11111111'], accounts: [ACCOUNT] };
		expect(await answer([IN_UNIT, ACCOUNT], { targets })).toEqual(FINE);
		expect(await answer([IN_UNIT, ACCOUNT, ELSEWHERE], { targets })).toEqual(lacking(ELSEWHERE));
	});

	it('are asked about once for each account, one after another', async () => {
		const asked: string[] = [];
		const { most, call } = counted(async (id) => {
			asked.push(id);
			return ['ou-a1b2-11111111', 'r-a1b2'];
		});
		const accounts = Array.from({ length: 30 }, (_, n) => `${444455550000 + n}`);
		const sets = ['arn:a', 'arn:b'].map((arn) => ({ ...aSet(...accounts), arn }));
		const aws = { above: call, referencingSets: async () => sets };
		const { told } = await ask(askPermissionSets, {
			...MANAGEMENT,
			configuration: {
				...withDeployment({ targets: { units: ['ou-a1b2-11111111'] } }),
				containment: { policyType: 'iam', managementAccount: MANAGEMENT_ACCOUNT },
			},
			aws,
		});
		expect(told[0]).toMatch(/^permission sets: 2 reference/);
		expect([asked, most.atOnce]).toEqual([accounts, 1]);
	});

	it('can be provisioned only in the management account if SCPs deny elsewhere', async () => {
		const scp = { policyType: 'scp', covered: true } as const;
		expect(await answer([MANAGEMENT_ACCOUNT], scp)).toEqual(FINE);
		expect(await answer([MANAGEMENT_ACCOUNT, IN_UNIT], scp)).toEqual(lacking(IN_UNIT));
	});

	it('are asked about only where an account has the policy', async () => {
		const aws = { referencingSets: denied };
		expect(await answer([IN_UNIT], { policyType: 'scp' })).toEqual(NOTHING);
		expect(await ask(askPermissionSets, { ...HUB, aws })).toEqual(NOTHING);
	});

	it('of a single account belong to no other', async () => {
		const given = (...accounts: string[]) => ({
			...ALONE,
			aws: { referencingSets: async () => [aSet(...accounts)] },
		});
		expect(await ask(askPermissionSets, given(ACCOUNT))).toEqual(FINE);
		expect(await ask(askPermissionSets, given(ACCOUNT, ELSEWHERE))).toEqual(lacking(ELSEWHERE));
		expect((await ask(askPermissionSets, ALONE)).told).toEqual([
			'permission sets: none in ap-northeast-2, us-east-1 references /eyes/eyes-containment',
		]);
	});
});

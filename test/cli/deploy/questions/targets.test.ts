import { describe, expect, it } from 'vitest';
import type { DeployQuestions } from '../../../../cli/deploy/deps.ts';
import { partOf } from '../../../../cli/deploy/part.ts';
import { askTargets } from '../../../../cli/deploy/questions/targets.ts';
import type { ConfigurationInput } from '../../../../shared/configuration/configuration-schema.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SCP } from '../deploy-world.ts';
import { counted } from './ask.ts';

const UNIT = 'ou-a1b2-11111111';
const INNER = 'ou-a1b2-22222222';
const PROD = '444455556666';
const ABOVE: Readonly<Record<string, string[]>> = {
	[UNIT]: ['r-a1b2'],
	[INNER]: [UNIT, 'r-a1b2'],
	[PROD]: [INNER, UNIT, 'r-a1b2'],
};

type Targets = NonNullable<ConfigurationInput['deployment']>['targets'];

interface Given {
	readonly account?: string;
	readonly attachedTo?: readonly string[];
	readonly policyType?: 'iam' | 'scp';
	readonly aws?: Partial<DeployQuestions>;
}

function ask(targets: Targets, { policyType = 'scp', ...given }: Given = {}) {
	const { account = MANAGEMENT_ACCOUNT, attachedTo = [], aws } = given;
	const { deployment, containment } = ORGANIZATION;
	const { deps } = aDeployWorld({
		configuration: {
			...ORGANIZATION,
			deployment: { ...deployment, targets },
			containment: { ...containment, policyType },
		},
		...{ account, attachedTo },
		stacks: { 'eyes-system-management': { ContainmentScpArn: SCP } },
		aws: { above: async (id) => ABOVE[id] ?? null, scpText: async () => PLACEHOLDER, ...aws },
	});
	const part = partOf(deps.configuration, account, 'us-east-1');
	return askTargets({ part, options: { delegationByHand: false, bus: null }, deps });
}

describe('the targets of a deployment', () => {
	it('are found in the organization', async () => {
		expect(await ask({ units: [UNIT] })).toEqual({
			told: [`targets: ${UNIT}: found`],
			problems: [],
		});
		expect(await ask({ root: true })).toEqual({ told: ['targets: the root: found'], problems: [] });
		expect(await ask({ units: ['ou-a1b2-99999999'] }, { account: ACCOUNT })).toEqual({
			told: [],
			problems: [],
		});
	});

	it('are refused if the organization does not have them, each by its name', async () => {
		const { told, problems } = await ask({
			units: [UNIT, 'ou-a1b2-99999999'],
			accounts: ['999900001111'],
		});
		expect(told).toEqual([]);
		expect(problems).toEqual([
			expect.stringContaining(
				'deployment.targets.units: the organization has no unit ou-a1b2-99999999',
			),
			expect.stringContaining(
				'deployment.targets.accounts: the organization has no account 999900001111',
			),
		]);
	});

	it('are asked for one after another, because Organizations throttles', async () => {
		const accounts = Array.from({ length: 30 }, (_, n) => `${444455550000 + n}`);
		const { most, call } = counted(async () => ['r-a1b2']);
		expect((await ask({ accounts }, { aws: { above: call } })).problems).toEqual([]);
		expect(most.atOnce).toBe(1);
	});

	it('are refused if the root is another one', async () => {
		const { problems } = await ask({ root: true }, { aws: { root: async () => 'r-zzzz' } });
		expect(problems[0]).toBe(
			'deployment.organization.root: is r-a1b2, but the root of this organization is r-zzzz; correct it',
		);
	});

	it.each([
		['an account', { units: [UNIT], accounts: [PROD] }, PROD],
		['a unit', { units: [UNIT, INNER] }, INNER],
	])('are refused if %s lies below a unit that is a target too', async (_, targets, inner) => {
		expect((await ask(targets)).problems).toEqual([
			`deployment.targets: ${inner} lies below the unit ${UNIT}, which is a target too; remove ${inner}`,
		]);
	});

	it('are refused if an account leaves its unit and is named in one step', async () => {
		const deployedTo = (units: string[]) => ({ aws: { unitsOfStackSet: async () => units } });
		const both = await ask({ accounts: [PROD] }, deployedTo([UNIT]));
		expect(both.problems[0]).toMatch(
			/444455556666 still has the stacks that it got as a part of ou-a1b2-11111111[\s\S]*1\. Deploy without[\s\S]*2\. Add 444455556666/,
		);
		expect((await ask({ accounts: [PROD] }, deployedTo(['r-a1b2']))).problems).toHaveLength(1);
		expect((await ask({ accounts: [PROD] }, deployedTo(['ou-a1b2-33333333']))).problems).toEqual(
			[],
		);
	});

	it('are told if accounts get their stacks anew, and what is in the way of that', async () => {
		const deployed = { aws: { unitsOfStackSet: async () => [UNIT] } };
		expect((await ask({ root: true }, deployed)).told).toEqual([
			'targets: the root: found',
			expect.stringMatching(
				/^warning: the accounts below ou-a1b2-11111111 lose their stacks, .* for some minutes their sign-ins are not seen$/,
			),
		]);
		expect((await ask({ units: [UNIT] }, deployed)).told).toHaveLength(1);
		expect((await ask({ root: true }, { ...deployed, policyType: 'iam' })).told[1]).toMatch(
			/not seen\. AWS deletes no policy that is attached: release first/,
		);
	});

	it('are refused if somebody would be released, before anything is deployed', async () => {
		const denies = { scpText: async () => '{"Statement":[]}' };
		const given = { attachedTo: [UNIT, PROD], aws: denies };
		expect((await ask({ accounts: [PROD] }, given)).problems).toEqual([
			expect.stringMatching(/no longer attaches the containment SCP to ou-a1b2-11111111, but arn/),
		]);
		expect((await ask({ accounts: [PROD] }, { attachedTo: [UNIT, PROD] })).problems).toEqual([]);
		expect((await ask({ root: true }, given)).problems).toEqual([]);
	});
});

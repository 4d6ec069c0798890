import { describe, expect, it } from 'vitest';
import { deploy } from '../../../../cli/deploy/deploy.ts';
import type { StackSetQuestions } from '../../../../cli/deploy/deps.ts';
import { addDeploy } from '../../../../cli/deploy/options.ts';
import type { Part } from '../../../../cli/deploy/part.ts';
import { tellStackSets } from '../../../../cli/deploy/stack-sets/tell-stack-sets.ts';
import type { ConfigurationInput } from '../../../../shared/configuration/configuration-schema.ts';
import type { StackInstance } from '../../../../shared/stack-sets/stack-instance.ts';
import { MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { parseOptions } from '../../../support/parse-options.ts';
import { anInstance, instancesOf, REASONS } from '../../../support/some-instances.ts';
import { aDeployWorld, GOOD_STACK_SETS, ORGANIZATION, SCP } from '../deploy-world.ts';

const A = '333344445555';
const B = '444455556666';
const PART: Part = {
	...{ kind: 'management' as const, account: MANAGEMENT_ACCOUNT, regions: ['us-east-1'] },
	main: { stack: 'eyes-system-management', region: 'us-east-1' },
	stacks: [{ stack: 'eyes-system-management', region: 'us-east-1' }],
};

interface Given {
	readonly instances?: readonly StackInstance[];
	readonly active?: readonly string[];
	readonly stackSets?: Partial<StackSetQuestions>;
	readonly configuration?: Partial<ConfigurationInput>;
}

function worldWith({
	instances = instancesOf(A),
	active = [MANAGEMENT_ACCOUNT, A],
	stackSets = {},
	configuration = ORGANIZATION,
}: Given) {
	return aDeployWorld({
		...{ configuration, account: MANAGEMENT_ACCOUNT },
		stacks: { 'eyes-system-management': { ContainmentScpArn: SCP } },
		aws: {
			stackSets: {
				...GOOD_STACK_SETS,
				instances: async () => instances,
				accounts: async () => ({ active, inUnits: [] }),
				...stackSets,
			},
		},
	});
}

async function told(given: Given) {
	const world = worldWith(given);
	const code = await tellStackSets(PART, world.deps);
	return { code, text: world.lines.join('\n'), world };
}

describe('the instances of the StackSets after a deployment', () => {
	it('are one line if all are current', async () => {
		const { code, text } = await told({ instances: instancesOf(A, B), active: [A, B] });
		expect(text).toBe('StackSets: all current, 6 instances in 2 accounts');
		expect(code).toBe(0);
	});

	it('are named with account, Region, cause, words of AWS and what helps if they are not', async () => {
		const failed = instancesOf(A, B).map((one) =>
			one.region === 'us-west-2'
				? { ...one, status: 'OUTDATED', detail: 'FAILED', reason: `${REASONS.scp}\n\u001b[2J` }
				: one,
		);
		const { code, text } = await told({
			...{ instances: failed, active: [A, B] },
			configuration: { ...ORGANIZATION, accounts: { [B]: 'audit' } },
		});
		expect(code).toBe(9);
		expect(text).toContain(
			'StackSets: NOT current: 2 instances in 2 accounts; current: 4 instances in 2 accounts',
		);
		expect(text).toContain('- An SCP denies StackSets what the stack needs:');
		expect(text).toContain(`  eyes-regions in us-west-2: ${A}, ${B} (audit)`);
		expect(text).toContain(`  AWS: ${REASONS.scp}`);
		expect(text).not.toContain('\u001b');
		expect(text).toContain('Exempt the roles stacksets-exec-*');
		expect(text).toMatch(
			/\$ aws cloudformation update-stack-set --region us-east-1 --stack-set-name eyes-regions --use-previous-template/,
		);
		// Many accounts share a reason; it is shown once.
		expect(text.match(/AWS:/g)).toHaveLength(1);
	});

	it('are told with at most three different reasons of one cause', async () => {
		const words = ['one', 'two', 'three', 'four'];
		const instances = words.map((reason, at) =>
			anInstance({ account: `33334444555${at}`, status: 'OUTDATED', reason }),
		);
		const { text } = await told({ instances, active: [] });
		expect(text).toContain('  AWS: one\n  AWS: two\n  AWS: three\n  and 1 other reasons');
	});

	it('include an account of the targets that has none, with the command that creates them', async () => {
		const { code, text } = await told({ active: [MANAGEMENT_ACCOUNT, A, B] });
		expect(code).toBe(9);
		expect(text).toContain('NOT current: 3 instances in 1 account;');
		expect(text).toContain(
			`create-stack-instances --region us-east-1 --stack-set-name eyes-regions --deployment-targets OrganizationalUnitIds=r-a1b2,Accounts=${B},AccountFilterType=INTERSECTION --regions ap-northeast-2 us-west-2`,
		);
	});

	it('are created under the units of a pilot, never under the root, where others would join', async () => {
		const units = ['ou-a1b2-11111111', 'ou-a1b2-22222222'];
		const deployment = { ...ORGANIZATION.deployment, targets: { units, accounts: [] } };
		const asked: (readonly string[])[] = [];
		const { text } = await told({
			configuration: { ...ORGANIZATION, deployment },
			instances: [],
			stackSets: {
				accounts: async (given) => {
					asked.push(given);
					return { active: [A, B], inUnits: [B] };
				},
			},
		});
		expect(asked).toEqual([units]);
		expect(text).toContain(`OrganizationalUnitIds=${units.join()},Accounts=${B},`);
		expect(text).not.toContain(A);
	});

	it('are no error where accounts are suspended, which are named', async () => {
		const skipped = instancesOf(B).map((one) => ({
			...{ ...one, status: 'OUTDATED', detail: 'SKIPPED_SUSPENDED_ACCOUNT' },
			reason: REASONS.suspended,
		}));
		const { code, text } = await told({ instances: [...instancesOf(A), ...skipped] });
		expect(code).toBe(0);
		expect(text).toContain('all current, 3 instances in 1 account');
		expect(text).toContain(`suspended accounts are skipped: ${B}`);
	});

	it('are never called current if there is none at all', async () => {
		const { code, text } = await told({ instances: [], active: [MANAGEMENT_ACCOUNT] });
		expect(code).toBe(9);
		expect(text).toContain('NO instance');
		expect(text).not.toContain('all current');
	});

	it('are not known, with another exit code, if AWS does not answer', async () => {
		const name = 'StackSetNotFoundException';
		const refuse = async () => {
			throw Object.assign(new Error('StackSet eyes-accounts not found'), { name });
		};
		const { code, text } = await told({ stackSets: { instances: refuse } });
		expect(code).toBe(3);
		expect(text).toContain('NOT KNOWN');
		expect(text).toContain('StackSet eyes-accounts not found');
		const denied = await told({
			stackSets: {
				working: async () => {
					throw Object.assign(
						new Error(
							'User: x is not authorized to perform: cloudformation:ListStackSetOperations on resource: y',
						),
						{ name: 'AccessDenied' },
					);
				},
			},
		});
		expect(denied.text).toContain('you are not allowed cloudformation:ListStackSetOperations');
	});

	it('hide no mistake of ours', async () => {
		const broken = async () => {
			throw new TypeError('x is not a function');
		};
		await expect(told({ stackSets: { instances: broken } })).rejects.toThrow(TypeError);
	});
});

describe('operations that still run', () => {
	it('are waited for, before the instances are read', async () => {
		const answers = [['eyes-regions'], ['eyes-regions'], []];
		const order: string[] = [];
		const { text, world } = await told({
			stackSets: {
				working: async () => {
					order.push('operations');
					return answers.shift() ?? [];
				},
				instances: async () => {
					order.push('instances');
					return instancesOf(A);
				},
			},
		});
		expect(order).toEqual(['operations', 'operations', 'operations', 'instances']);
		expect(world.slept()).toBe(30_000);
		expect(text).toContain('waiting for operations of eyes-regions, 20 minutes at most');
		expect(text).toContain('all current, 3 instances in 1 account');
	});

	it('are waited for no longer than 20 minutes, and what is underway is told as such', async () => {
		const instances = instancesOf(A).map((one) => ({
			...{ ...one, status: 'OUTDATED', detail: 'RUNNING' },
		}));
		const { code, text, world } = await told({
			...{ instances, stackSets: { working: async () => ['eyes-accounts'] } },
		});
		expect(world.slept()).toBe(20 * 60_000);
		expect(code).toBe(9);
		expect(text).toContain('eyes-accounts still work');
		expect(text).toContain('- StackSets has yet to come there, or works on it:');
		expect(text).not.toContain('update-stack-set');
	});
});

describe('eyes deploy', () => {
	const run = (world: ReturnType<typeof worldWith>) =>
		deploy(parseOptions(addDeploy, ['--yes']), world.deps);

	it('ends with the exit code of the instances, after it has said what must still be done', async () => {
		const world = worldWith({ active: [A, B] });
		expect(await run(world)).toBe(9);
		const text = world.lines.join('\n');
		expect(text).toContain('StackSets has no instance there');
		expect(text).toContain('Deploy the hub');
	});

	it('asks nothing about StackSets outside the management account', async () => {
		const stackSets: Partial<StackSetQuestions> = {
			working: () => Promise.reject(new TypeError('asked')),
		};
		const world = aDeployWorld({ aws: { stackSets: { ...GOOD_STACK_SETS, ...stackSets } } });
		expect(await deploy(parseOptions(addDeploy, ['--yes']), world.deps)).toBe(0);
	});
});

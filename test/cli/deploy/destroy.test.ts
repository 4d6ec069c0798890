import { describe, expect, it } from 'vitest';
import { destroy } from '../../../cli/deploy/destroy.ts';
import { addDestroy } from '../../../cli/deploy/options.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { givenCase, MANAGEMENT_ACCOUNT, publish, SORA } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import type { World } from '../operate/operate-world.ts';
import { aDeployWorld, type DeployWorld, ORGANIZATION, SCP } from './deploy-world.ts';

const SINGLE_STACK = {
	'eyes-system': {
		TableName: 'eyes-system-Table-1',
		ReportBucket: 'eyes-reports-111122223333-us-east-1-0a1b2c3d',
	},
};
const DESTROY_SINGLE = 'destroy eyes-system eyes-region-us-east-1 --exclusively --force';
const skipped = (type: string, physicalId: string) => ({
	...{ id: 'X', type, physicalId },
	status: 'DELETE_SKIPPED',
});
const KEPT = {
	'eyes-system': [
		skipped('AWS::DynamoDB::Table', 'eyes-system-Table-1'),
		skipped('AWS::S3::Bucket', 'eyes-reports-111122223333-us-east-1-0a1b2c3d'),
		skipped('AWS::Logs::LogGroup', 'eyes-system-Logs-1'),
		{ id: 'Queue', type: 'AWS::SQS::Queue', physicalId: 'gone', status: 'DELETE_COMPLETE' },
	],
};
const MANAGEMENT = {
	configuration: ORGANIZATION,
	account: MANAGEMENT_ACCOUNT,
	stacks: { 'eyes-system-management': { ContainmentScpArn: SCP } },
};
const END = ['--end-containments', '--reason', 'we move to another tool'];

function run({ deps }: DeployWorld, ...args: string[]): Promise<number> {
	return destroy(parseOptions(addDestroy, args), deps);
}

async function publishNow(world: World): Promise<void> {
	world.wait(1);
	await publish(world, world.deps.now());
}

describe('eyes destroy', () => {
	it('deletes the stacks if nobody is denied, and says what is left and how to remove it', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, resources: KEPT });
		expect(await run(world)).toBe(0);
		expect(world.ran).toEqual([DESTROY_SINGLE]);
		const told = world.lines.join('\n');
		expect(told).toContain('containments: none is open');
		expect(told).toContain('--table-name eyes-system-Table-1 --no-deletion-protection-enabled');
		expect(told).toContain(
			'aws s3api delete-bucket --bucket eyes-reports-111122223333-us-east-1-0a1b2c3d',
		);
		expect(told).toContain('aws logs delete-log-group --region ap-northeast-2 --log-group-name');
		expect(told).not.toContain('gone');
		// Asked before and after, because CloudFormation does not document when it tells.
		expect(told.match(/the table eyes-system-Table-1/g)).toHaveLength(1);
		expect(told).not.toContain('delete-policy');
	});

	it('deletes older versions of the policy before its stack, because IAM demands it', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK });
		await run(world);
		expect(world.changed).toEqual([
			'older versions of arn:aws:iam::111122223333:policy/eyes/eyes-containment',
			'cdk destroy',
		]);
	});

	it('deletes the policy, which outlives its stack, after the stack', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, policyText: PLACEHOLDER });
		await run(world);
		const policy = 'arn:aws:iam::111122223333:policy/eyes/eyes-containment';
		expect(world.changed.slice(-2)).toEqual(['cdk destroy', `delete ${policy}`]);
		expect(world.lines.join('\n')).toContain(`deleted: ${policy}, which denied nobody`);
	});

	it('refuses while somebody is contained, and names who', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK });
		await givenCase(world.operate, 'requested');
		await expect(run(world, '--yes')).rejects.toThrow(
			/have not ended: 1\n {2}minji.kim, .*--end-containments --reason/s,
		);
		expect(world.ran).toEqual([]);
		expect(await world.operate.deps.ledger.open()).toHaveLength(1);
	});

	it('ends them first if it is told to, waits until no policy denies them, and records who did it', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, meanwhile: publishNow });
		const { containments } = await givenCase(world.operate, 'requested');
		await publishNow(world.operate);
		expect(await run(world, ...END)).toBe(0);
		const ended = await world.operate.deps.ledger.find(containments[0]?.id ?? '');
		expect(ended).toMatchObject({
			state: 'ended',
			ending: { by: { kind: 'person', arn: SORA.arn }, why: 'we move to another tool' },
		});
		expect(world.operate.sent.contain).toHaveLength(1);
		expect(world.slept()).toBeGreaterThan(0);
		expect(world.ran).toEqual([DESTROY_SINGLE]);
	});

	it('deletes nothing while a policy still denies somebody', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK });
		await givenCase(world.operate, 'requested');
		await publishNow(world.operate);
		await expect(run(world, ...END)).rejects.toThrow(
			/still in a policy after 10 minutes: 1; nothing was deleted/,
		);
		expect(world.slept()).toBe(600_000);
		expect(world.ran).toEqual([]);
	});

	it('checks again after the question, because rules may contain meanwhile', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK });
		const confirm = async () => {
			await givenCase(world.operate, 'requested');
			return true;
		};
		await expect(run({ ...world, deps: { ...world.deps, confirm } })).rejects.toThrow(
			/have not ended: 1/,
		);
		expect(world.ran).toEqual([]);
	});

	it('names the permission sets and everybody else who has the policy, and stops', async () => {
		const roles = [
			'AWSReservedSSO_Admin_Access_0123456789abcdef',
			'AWSReservedSSO_Admin_Access_fedcba9876543210',
			'ops',
		];
		const attachedTo = async () => ({ users: ['minji.kim'], groups: [], roles });
		const world = aDeployWorld({ stacks: SINGLE_STACK, aws: { attachedTo } });
		const failure = run(world, '--yes');
		await expect(failure).rejects.toThrow(
			/permission sets that reference it: Admin_Access\. For each/,
		);
		await expect(failure).rejects.toThrow(
			/detach-customer-managed-policy-reference-from-permission-set/,
		);
		await expect(failure).rejects.toThrow(
			/detach-user-policy --user-name minji.kim --policy-arn arn:aws:iam::1111/,
		);
		await expect(failure).rejects.toThrow(/detach-role-policy --role-name ops/);
		expect(world.ran).toEqual([]);
	});

	it('destroys nothing if the answer is no, or if there is no stack', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, answer: false });
		expect(await run(world)).toBe(0);
		expect(world.ran).toEqual([]);
		expect(world.lines.at(-1)).toBe('nothing was destroyed');
		await expect(run(aDeployWorld())).rejects.toThrow(
			/none of the stacks eyes-system in ap-northeast-2, eyes-region-us-east-1 in us-east-1: there is/,
		);
	});

	it("ends with the CDK's exit code", async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, exits: { destroy: 4 } });
		expect(await run(world, '--yes')).toBe(4);
		expect(world.lines.join('\n')).not.toMatch(/Destroyed|is detached/);
	});

	it('deletes nothing in the management account while the SCP denies anybody', async () => {
		const denying = PLACEHOLDER.replace('nobody', '12345678-1234-1234-1234-123456789012');
		const world = aDeployWorld({ ...MANAGEMENT, aws: { scpText: async () => denying } });
		await expect(run(world, '--yes')).rejects.toThrow(
			/still denies somebody, so destroy the hub first, in account 111122223333[\s\S]*If the hub is gone.*runbook\.md/,
		);
		expect(world.ran).toEqual([]);
	});

	it('detaches the SCP that denies nobody, with any formatting, before it destroys the management account', async () => {
		const spaced = JSON.stringify(JSON.parse(PLACEHOLDER), null, 2);
		const world = aDeployWorld({
			...{ ...MANAGEMENT, attachedTo: ['r-a1b2', 'ou-ab12-11111111'] },
			aws: { scpText: async () => spaced },
		});
		expect(await run(world, '--yes')).toBe(0);
		expect(world.changed).toEqual([
			...['detach r-a1b2', 'detach ou-ab12-11111111'],
			'older versions of arn:aws:iam::222233334444:policy/eyes/eyes-containment',
			'cdk destroy',
		]);
		expect(world.ran).toEqual([
			'destroy eyes-system-management eyes-system-management-ap-northeast-2 eyes-system-management-us-west-2 --exclusively --force',
		]);
		const told = world.lines.join('\n');
		expect(told).toContain('order: the hub in account 111122223333 comes first');
		expect(told).toContain('every account of the targets has lost its stacks');
	});

	it('names the statements that a human added to the delegation policy', async () => {
		const outputs = { ContainmentScpArn: SCP, DelegationToAdd: '{"Sid":"X"}' };
		const world = aDeployWorld({
			...MANAGEMENT,
			stacks: { 'eyes-system-management': outputs },
		});
		await run(world, '--yes');
		expect(world.lines.join('\n')).toMatch(/Remove these statements .*\n {2}{"Sid":"X"}/);
	});

	it('detaches nothing if somebody was contained while the question was open', async () => {
		const denying = PLACEHOLDER.replace('nobody', '12345678-1234-1234-1234-123456789012');
		let text = PLACEHOLDER;
		const world = aDeployWorld({
			...{ ...MANAGEMENT, attachedTo: ['r-a1b2'] },
			aws: { scpText: async () => text },
		});
		const confirm = async () => {
			text = denying;
			return true;
		};
		await expect(run({ ...world, deps: { ...world.deps, confirm } })).rejects.toThrow(
			/still denies somebody/,
		);
		expect(world.changed).toEqual([]);
	});

	it('says of managed policies in members what is true once the StackSets are gone', async () => {
		const containment = { ...ORGANIZATION.containment, policyType: 'iam' as const };
		const world = aDeployWorld({ ...MANAGEMENT, configuration: { ...ORGANIZATION, containment } });
		await run(world, '--yes');
		const told = world.lines.join('\n');
		expect(told).toMatch(/order: .* only there is it known whether a policy of an account/);
		expect(told).toMatch(/Their policies went with the stacks, because .* attached to nobody/);
	});

	it('destroys the hub before the bus, and names the next step', async () => {
		const world = aDeployWorld({
			configuration: ORGANIZATION,
			stacks: { ...SINGLE_STACK, 'eyes-system-bus': {} },
		});
		expect(await run(world, '--yes')).toBe(0);
		// The CDK destroys in the order opposite to that of deploying.
		expect(world.ran).toEqual(['destroy eyes-system-bus eyes-system --exclusively --force']);
		expect(world.lines.join('\n')).toMatch(
			/forward to a bus that is gone: that does no harm[\s\S]*account 222233334444: npm run destroy/,
		);
	});

	describe('of a deployment that failed half-way', () => {
		const failures = {
			'eyes-system': [
				{ id: 'Function', type: 'AWS::Lambda::Function', reason: 'Specified Reserved…' },
			],
		};
		it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'REVIEW_IN_PROGRESS'])(
			'removes it from %s, and says why it failed',
			async (status) => {
				const world = aDeployWorld({
					...{ statuses: { 'eyes-system': status }, failures },
					policyText: PLACEHOLDER,
				});
				expect(await run(world, '--yes')).toBe(0);
				expect(world.ran).toEqual([DESTROY_SINGLE]);
				const told = world.lines.join('\n');
				expect(told).toContain(`stack eyes-system in ap-northeast-2: ${status}, its first`);
				if (status !== 'REVIEW_IN_PROGRESS')
					expect(told).toContain('  Function (AWS::Lambda::Function): Specified Reserved…');
				expect(told).toContain('policy/eyes/eyes-containment denies nobody');
			},
		);

		it('deletes nothing while the policy denies somebody, although there is no table', async () => {
			const policyText = PLACEHOLDER.replace('nobody', 'minji');
			const world = aDeployWorld({ statuses: { 'eyes-system': 'ROLLBACK_FAILED' }, policyText });
			await expect(run(world, '--yes')).rejects.toThrow(
				/eyes-containment still denies somebody[\s\S]*Undo everything by hand/,
			);
			expect(world.changed).toEqual([]);
		});

		it('reads the SCP in the hub where it may, and says where it may not', async () => {
			const statuses = { 'eyes-system-bus': 'CREATE_COMPLETE' };
			const denying = PLACEHOLDER.replace('nobody', 'minji');
			const hub = { configuration: ORGANIZATION, statuses };
			const seen = aDeployWorld({
				...hub,
				aws: { scpByName: async () => ({ arn: SCP }), scpText: async () => denying },
			});
			await expect(run(seen, '--yes')).rejects.toThrow(/still denies somebody/);
			const unseen = aDeployWorld({ ...hub, aws: { scpByName: async () => 'denied' } });
			expect(await run(unseen, '--yes')).toBe(0);
			expect(unseen.lines.join('\n')).toContain('may not read the SCP');
		});

		it('destroys the stacks of the other Regions if the main stack is gone', async () => {
			const world = aDeployWorld({ statuses: { 'eyes-region-us-east-1': 'CREATE_COMPLETE' } });
			expect(await run(world, '--yes')).toBe(0);
			expect(world.ran).toEqual([DESTROY_SINGLE]);
		});

		it('finds the SCP by its name where the stack has no outputs, and detaches it', async () => {
			const world = aDeployWorld({
				...{ ...MANAGEMENT, stacks: {}, attachedTo: ['r-a1b2'] },
				statuses: { 'eyes-system-management': 'ROLLBACK_FAILED' },
				aws: { scpByName: async () => ({ arn: SCP }) },
			});
			expect(await run(world, '--yes')).toBe(0);
			expect(world.changed).toContain('detach r-a1b2');
		});

		it('deletes nothing where nobody can see whether an SCP denies somebody', async () => {
			const world = aDeployWorld({
				...{ ...MANAGEMENT, stacks: {} },
				statuses: { 'eyes-system-management': 'ROLLBACK_FAILED' },
				aws: { scpByName: async () => 'denied' },
			});
			await expect(run(world, '--yes')).rejects.toThrow(/may not list SCPs/);
			expect([...world.ran, ...world.changed]).toEqual([]);
		});

		it('waits for nobody: it refuses while CloudFormation is at work', async () => {
			const world = aDeployWorld({ statuses: { 'eyes-system': 'UPDATE_IN_PROGRESS' } });
			await expect(run(world, '--yes')).rejects.toThrow(
				/at work[\s\S]*eyes-system in ap-northeast-2: UPDATE_IN_PROGRESS/,
			);
		});
	});

	it.each([
		['AWS::CloudFormation::StackSet', /list-stack-instances --stack-set-name/],
		['AWS::IAM::ManagedPolicy', /names to whom the policy is attached/],
		['AWS::Organizations::Policy', /detaches the containment SCP/],
		['AWS::SQS::Queue', /Queue1 \(AWS::SQS::Queue\): in use/],
	])('says what could not be deleted, and what helps: %s', async (type, help) => {
		const world = aDeployWorld({
			...{ ...MANAGEMENT, exits: { destroy: 1 } },
			statusesAfter: { 'eyes-system-management': 'DELETE_FAILED' },
			failures: { 'eyes-system-management': [{ id: 'Queue1', type, reason: 'in use' }] },
		});
		expect(await run(world, '--yes')).toBe(1);
		const told = world.lines.join('\n');
		expect(told).toMatch(help);
		expect(told).toContain('run npm run destroy again');
		expect(told).toContain('The containment SCP is detached, so it denies nobody any more');
		expect(told).not.toContain('Destroyed.');
	});

	it.each([
		['ending without a reason', ['--end-containments'], /needs --reason/],
		['a reason without ending', ['--reason', 'x'], /goes with --end-containments/],
		['an unknown option', ['--force'], /--force/],
	])('refuses %s', (_, args, sentence) => {
		expect(() => parseOptions(addDestroy, args)).toThrow(sentence);
	});
});

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
	it('deletes the stacks if nobody is denied, and says what is left', async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK });
		expect(await run(world)).toBe(0);
		expect(world.ran).toEqual(['destroy eyes-system eyes-region-us-east-1 --exclusively --force']);
		const told = world.lines.join('\n');
		expect(told).toContain('containments: none is open');
		expect(told).toContain('--table-name eyes-system-Table-1 --no-deletion-protection-enabled');
		expect(told).toContain(
			'aws iam delete-policy --policy-arn arn:aws:iam::111122223333:policy/eyes/eyes-containment',
		);
		expect(told).toContain(
			'aws s3api delete-bucket --bucket eyes-reports-111122223333-us-east-1-0a1b2c3d',
		);
		expect(told).toContain('aws logs delete-log-group');
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
		expect(world.ran).toEqual(['destroy eyes-system eyes-region-us-east-1 --exclusively --force']);
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
			/has no stack eyes-system in ap-northeast-2: there is nothing/,
		);
	});

	it("ends with the CDK's exit code", async () => {
		const world = aDeployWorld({ stacks: SINGLE_STACK, exits: { destroy: 4 } });
		expect(await run(world, '--yes')).toBe(4);
		expect(world.lines.join('\n')).not.toContain('Destroyed');
	});

	it('deletes nothing in the management account while the SCP denies anybody', async () => {
		const denying = PLACEHOLDER.replace('nobody', '12345678-1234-1234-1234-123456789012');
		const world = aDeployWorld({ ...MANAGEMENT, aws: { scpText: async () => denying } });
		await expect(run(world, '--yes')).rejects.toThrow(
			/still denies somebody. Destroy the hub first, in account 111122223333/,
		);
		expect(world.ran).toEqual([]);
	});

	it('destroys the stacks of the management account if the SCP denies nobody, with any formatting', async () => {
		const spaced = JSON.stringify(JSON.parse(PLACEHOLDER), null, 2);
		const world = aDeployWorld({ ...MANAGEMENT, aws: { scpText: async () => spaced } });
		expect(await run(world, '--yes')).toBe(0);
		expect(world.ran).toEqual([
			'destroy eyes-system-management eyes-system-management-ap-northeast-2 eyes-system-management-us-west-2 --exclusively --force',
		]);
		expect(world.lines.join('\n')).toContain(
			'aws organizations delete-policy --policy-id p-abcd1234',
		);
	});

	it.each([
		['ending without a reason', ['--end-containments'], /needs --reason/],
		['a reason without ending', ['--reason', 'x'], /goes with --end-containments/],
		['an unknown option', ['--force'], /--force/],
	])('refuses %s', (_, args, sentence) => {
		expect(() => parseOptions(addDestroy, args)).toThrow(sentence);
	});
});

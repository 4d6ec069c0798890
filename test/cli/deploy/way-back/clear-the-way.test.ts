import { describe, expect, it } from 'vitest';
import { partOf } from '../../../../cli/deploy/part.ts';
import { clearTheWay } from '../../../../cli/deploy/way-back/clear-the-way.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, type DeployWorld, ORGANIZATION, SCP } from '../deploy-world.ts';

const POLICY = `arn:aws:iam::${ACCOUNT}:policy/eyes/eyes-containment`;
const DENYING = PLACEHOLDER.replace('nobody', 'minji');
const NOBODY = { users: [], groups: [], roles: [] };
const LEFT = { policyText: PLACEHOLDER, aws: { attachedTo: async () => NOBODY } };
const MANAGEMENT = { configuration: ORGANIZATION, account: MANAGEMENT_ACCOUNT };
const found = async () => ({ arn: SCP });

function clear({ deps }: DeployWorld, yes = true): Promise<number | null> {
	const part = partOf(deps.configuration, deps.caller.account, deps.organizationsRegion);
	return clearTheWay(part, { yes }, deps);
}

describe('the way of a deployment', () => {
	it('is free without stacks, and over a stack that is deployed', async () => {
		for (const stacks of [{}, { 'eyes-system': { TableName: 't' } }]) {
			const world = aDeployWorld({ stacks });
			expect(await clear(world, false)).toBeNull();
			expect([world.lines, world.changed]).toEqual([[], []]);
		}
	});

	it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'])(
		'is cleared of a stack in %s: it says why, asks, deletes that stack alone, and names what is left',
		async (status) => {
			const world = aDeployWorld({
				statuses: { 'eyes-system': status },
				failures: {
					'eyes-system': [{ id: 'Role', type: 'AWS::IAM::Role', reason: 'already exists' }],
				},
				resources: {
					'eyes-system': [
						{
							...{ id: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 'eyes-table-1' },
							status: 'DELETE_SKIPPED',
						},
					],
				},
			});
			expect(await clear(world, false)).toBeNull();
			expect(world.ran).toEqual(['destroy eyes-system --exclusively --force']);
			const told = world.lines.join('\n');
			expect(told).toContain('  Role (AWS::IAM::Role): already exists');
			expect(told).toContain('first: delete eyes-system in ap-northeast-2, whose first');
			expect(told).toContain('aws dynamodb delete-table --region ap-northeast-2');
		},
	);

	it('needs nothing for a stack of which only a change set was made', async () => {
		const world = aDeployWorld({ statuses: { 'eyes-system': 'REVIEW_IN_PROGRESS' } });
		expect(await clear(world, false)).toBeNull();
		expect(world.ran).toEqual([]);
	});

	it.each(['UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED'])(
		'is cleared of an update that could not be undone: %s',
		async (status) => {
			const world = aDeployWorld({ statuses: { 'eyes-system': status } });
			expect(await clear(world)).toBeNull();
			expect(world.ran).toEqual(['rollback eyes-system']);
		},
	);

	it('stays blocked by a deletion that failed: destroying checks what is in its way', async () => {
		const world = aDeployWorld({ statuses: { 'eyes-system': 'DELETE_FAILED' } });
		await expect(clear(world)).rejects.toThrow(/eyes-system: the deletion failed[\s\S]*destroy/);
		expect(world.ran).toEqual([]);
	});

	it('stays blocked while CloudFormation is at work', async () => {
		const world = aDeployWorld({ statuses: { 'eyes-region-us-east-1': 'ROLLBACK_IN_PROGRESS' } });
		await expect(clear(world)).rejects.toThrow(/at work, perhaps for somebody else/);
	});

	it("ends with the CDK's exit code if that fails, or if the person says no", async () => {
		const statuses = { 'eyes-system': 'ROLLBACK_FAILED' };
		expect(await clear(aDeployWorld({ statuses, exits: { destroy: 3 } }))).toBe(3);
		const world = aDeployWorld({ statuses, answer: false });
		expect(await clear(world, false)).toBe(0);
		expect(world.ran).toEqual([]);
		expect(world.lines.at(-1)).toBe('nothing was deployed');
	});
});

describe('a policy that no stack owns', () => {
	it('is deleted, its older versions first, if it denies nobody and is attached to nobody', async () => {
		const world = aDeployWorld(LEFT);
		expect(await clear(world)).toBeNull();
		expect(world.changed).toEqual([`older versions of ${POLICY}`, `delete ${POLICY}`]);
	});

	it('is the one that a stack left, even if the stack is there', async () => {
		const policy = { id: 'P', type: 'AWS::IAM::ManagedPolicy', physicalId: POLICY };
		const withPolicy = (status: string) =>
			aDeployWorld({
				...LEFT,
				stacks: { 'eyes-system': {} },
				resources: { 'eyes-system': [{ ...policy, status }] },
			});
		const owned = withPolicy('CREATE_COMPLETE');
		expect(await clear(owned)).toBeNull();
		expect(owned.changed).toEqual([]);
		const left = withPolicy('DELETE_SKIPPED');
		await clear(left);
		expect(left.changed).toContain(`delete ${POLICY}`);
	});

	it('is kept if the person says no', async () => {
		const world = aDeployWorld({ ...LEFT, answer: false });
		expect(await clear(world, false)).toBe(0);
		expect(world.changed).toEqual([]);
	});

	it('is refused while it denies somebody, or is attached', async () => {
		const attachedTo = async () => ({ ...NOBODY, users: ['minji.kim'] });
		const denying = aDeployWorld({ policyText: DENYING, aws: { attachedTo } });
		await expect(clear(denying)).rejects.toThrow(
			/still denies somebody[\s\S]*detach-user-policy --user-name minji.kim/,
		);
		const attached = aDeployWorld({ policyText: PLACEHOLDER, aws: { attachedTo } });
		await expect(clear(attached)).rejects.toThrow(
			/denies nobody, but it is still attached[\s\S]*--user-name minji.kim/,
		);
		expect([denying.changed, attached.changed]).toEqual([[], []]);
	});

	it('is the SCP as well, in the management account', async () => {
		const world = aDeployWorld({ ...MANAGEMENT, aws: { scpByName: found } });
		expect(await clear(world)).toBeNull();
		expect(world.changed).toEqual([`delete ${SCP}`]);
		const attached = aDeployWorld({
			...{ ...MANAGEMENT, attachedTo: ['r-a1b2'] },
			aws: { scpByName: found },
		});
		await expect(clear(attached)).rejects.toThrow(
			/detach-policy --policy-id p-abcd1234 --target-id r-a1b2/,
		);
		const denying = aDeployWorld({
			...MANAGEMENT,
			aws: { scpByName: found, scpText: async () => DENYING },
		});
		await expect(clear(denying)).rejects.toThrow(/still denies somebody/);
	});

	it('is not the SCP of the stack', async () => {
		const type = 'AWS::Organizations::Policy';
		const world = aDeployWorld({
			...{ ...MANAGEMENT, stacks: { 'eyes-system-management': {} } },
			aws: { scpByName: found, scpText: async () => DENYING },
			resources: {
				'eyes-system-management': [
					{ id: 'S', type, physicalId: 'p-abcd1234', status: 'CREATE_COMPLETE' },
				],
			},
		});
		expect(await clear(world)).toBeNull();
	});

	it('is nobody’s concern in the hub, where neither policy is made', async () => {
		const world = aDeployWorld({ ...LEFT, configuration: ORGANIZATION });
		expect(await clear(world)).toBeNull();
		expect(world.changed).toEqual([]);
	});
});

import { describe, expect, it } from 'vitest';
import { deploy } from '../../../cli/deploy/deploy.ts';
import { addDeploy } from '../../../cli/deploy/options.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aDeployWorld, type DeployWorld, ORGANIZATION, SCP } from './deploy-world.ts';

function run({ deps }: DeployWorld, ...args: string[]): Promise<number> {
	return deploy(parseOptions(addDeploy, args), deps);
}

const BUS = `arn:aws:events:ap-northeast-2:${ACCOUNT}:event-bus/eyes-hub`;
const BUS_STACK = { 'eyes-system-bus': { BusArn: BUS } };
const HUB_STACK = { 'eyes-system': { AlarmTopic: 'arn:aws:sns:x' } };
const MANAGEMENT = { 'eyes-system-management': { ContainmentScpArn: SCP, HubBusArn: BUS } };
const BUS_LINES = [
	'diff eyes-system-bus --exclusively --method template',
	'deploy eyes-system-bus --exclusively --require-approval never',
];
const HUB_LINE = 'deploy eyes-system-bus eyes-system --exclusively --require-approval never';
const MANAGED =
	'eyes-system-management eyes-system-management-ap-northeast-2 eyes-system-management-us-west-2 --exclusively';

const management = (given: Parameters<typeof aDeployWorld>[0] = {}) =>
	aDeployWorld({ configuration: ORGANIZATION, account: MANAGEMENT_ACCOUNT, ...given });
const hub = (given: Parameters<typeof aDeployWorld>[0] = {}) =>
	aDeployWorld({ configuration: ORGANIZATION, ...given });

const IAM = {
	...ORGANIZATION,
	containment: { ...ORGANIZATION.containment, policyType: 'iam' as const },
};

describe('eyes deploy in the hub of an organization', () => {
	it.each(['denied', 'none'] as const)(
		'first deploys the bus alone, and names the next step (SCPs: %s)',
		async (found) => {
			const world = hub({ makes: BUS_STACK, aws: { scpByName: async () => found } });
			expect(await run(world)).toBe(0);
			expect(world.ran).toEqual(BUS_LINES);
			const told = world.lines.join('\n');
			expect(told).toMatch(/1\. .*with credentials of account 222233334444:\n {3}/);
			expect(told).toContain(`npm run deploy -- --bus ${BUS}`);
			expect(told).toContain(
				'2. Then deploy the rest of the hub, here, with the ARN that step 1 prints:\n   npm run deploy -- --scp ARN',
			);
			expect(told).not.toContain('Slack');
		},
	);

	it.each([
		['from the option', ['--scp', SCP], 'denied' as const],
		['found by its name', [], { arn: SCP }],
	])('deploys the rest with the SCP, %s', async (_, args, found) => {
		const world = hub({ stacks: BUS_STACK, aws: { scpByName: async () => found } });
		await run(world, ...args);
		expect(world.ran).toEqual([
			'diff eyes-system-bus eyes-system --exclusively --method template',
			`${HUB_LINE} --parameters eyes-system:ContainmentScp=${SCP}`,
		]);
		const told = world.lines.join('\n');
		expect(told).toContain('Create the Slack app');
		expect(told).toContain('npm run eyes -- verify --out first-deployment.txt');
	});

	const parameters = async () => new Map([['ContainmentScp', SCP]]);
	const deployed = { stacks: { ...BUS_STACK, ...HUB_STACK } };

	it('keeps the SCP that the stack has, and asks nothing if nothing differs', async () => {
		const aws = { parameters, scpByName: async () => 'denied' as const };
		const world = hub({ ...deployed, aws });
		await run(world);
		expect(world.ran.at(-1)).toBe(HUB_LINE);
		const same = hub({ ...deployed, aws, differs: false, answer: false });
		await run(same);
		expect(same.ran).toHaveLength(1);
		expect(same.lines.at(-1)).toBe('no difference: there is nothing to deploy');
	});

	it('gives the stack another SCP even if no template differs', async () => {
		const other = `${SCP}0`;
		const world = hub({
			...{ ...deployed, differs: false },
			aws: { parameters, scpByName: async () => ({ arn: other }) },
		});
		await run(world);
		expect(world.ran.at(-1)).toBe(`${HUB_LINE} --parameters eyes-system:ContainmentScp=${other}`);
	});

	it('names the next step again if the bus is there already', async () => {
		const world = hub({ stacks: BUS_STACK, differs: false });
		await run(world);
		expect(world.ran).toEqual(BUS_LINES.slice(0, 1));
		expect(world.lines.join('\n')).toContain(`npm run deploy -- --bus ${BUS}`);
	});

	it('refuses the SCP of another organization or management account', async () => {
		for (const scp of [
			SCP.replace('222233334444', '999900001111'),
			SCP.replace('o-a1b2c3d4e5', 'o-zzzzzzzzzz'),
		])
			await expect(run(hub({ stacks: BUS_STACK }), '--scp', scp)).rejects.toThrow(
				/--scp is arn.* organization o-a1b2c3d4e5 and the management account 222233334444/,
			);
	});

	it('needs no SCP where managed policies deny, but the same order', async () => {
		const first = hub({ configuration: IAM, makes: BUS_STACK });
		await run(first);
		expect(first.ran).toEqual(BUS_LINES);
		expect(first.lines.at(-1)).toMatch(
			/2\. Then deploy the rest of the hub, here:\n {3}npm run deploy$/,
		);
		for (const given of [
			{ stacks: BUS_STACK },
			{ aws: { scpByName: async () => ({ arn: SCP }) } },
		]) {
			const second = hub({ configuration: IAM, ...given });
			await run(second);
			expect(second.ran.at(-1)).toBe(HUB_LINE);
		}
	});

	it('refuses a hub that has the bus in its own stack', async () => {
		const world = hub({ stacks: HUB_STACK });
		await expect(run(world)).rejects.toThrow(
			/eyes-system without eyes-system-bus[\s\S]*Destroy it first, with the configuration .*\(docs\/upgrading.md\):\n {2}npm run destroy -- --config FILE/,
		);
		expect(world.ran).toEqual([]);
	});
});

describe('eyes deploy in the management account', () => {
	it('deploys after the bus was shown to exist, and attaches the SCP', async () => {
		const world = management({ makes: MANAGEMENT });
		expect(await run(world, '--bus', BUS)).toBe(0);
		expect(world.ran).toEqual([
			`diff eyes-system-management ${MANAGED.replace('eyes-system-management ', '')} --method template`,
			`deploy ${MANAGED} --require-approval never`,
		]);
		expect(world.attached).toEqual(['r-a1b2']);
		const told = world.lines.join('\n');
		expect(told).toContain(`bus of the hub: ${BUS}`);
		expect(told).toContain(
			'CDK bootstrap: us-east-1 version 28, ap-northeast-2 version 28, us-west-2 version 28',
		);
		expect(told).toContain('organization: SCPs and StackSets are enabled');
		expect(told).toContain('containment SCP: attached to r-a1b2');
		expect(told).toContain(`npm run deploy -- --scp ${SCP}`);
	});

	it('refuses a first deployment before the bus, without the ARN that would prove it', async () => {
		const world = management({ makes: MANAGEMENT });
		const failure = run(world);
		await expect(failure).rejects.toThrow(
			/bus of the hub must exist first[\s\S]*credentials of account 111122223333: npm run deploy/,
		);
		await expect(failure).rejects.not.toThrow(BUS);
		expect(world.ran).toEqual([]);
	});

	it.each([
		['Region', BUS.replace('ap-northeast-2', 'eu-west-1')],
		['account', BUS.replace(ACCOUNT, '999900001111')],
		['name', BUS.replace('eyes-hub', 'default')],
	])('refuses a bus of another %s', async (what, bus) => {
		await expect(run(management({ makes: MANAGEMENT }), '--bus', bus)).rejects.toThrow(
			new RegExp(`the ${what} differs[\\s\\S]*${bus}\\n[\\s\\S]*${BUS}$`),
		);
	});

	it('needs no proof in an upgrade, unless the hub moves', async () => {
		const world = management({ stacks: MANAGEMENT });
		await run(world);
		expect(world.ran).toHaveLength(2);
		const moved = { ...MANAGEMENT['eyes-system-management'], HubBusArn: `${BUS}-of-old` };
		await expect(run(management({ stacks: { 'eyes-system-management': moved } }))).rejects.toThrow(
			/bus of the hub must exist first/,
		);
	});

	it('attaches what is missing even if nothing differs', async () => {
		const world = management({ stacks: MANAGEMENT, differs: false, answer: false });
		expect(await run(world)).toBe(0);
		expect(world.ran).toHaveLength(1);
		expect(world.attached).toEqual(['r-a1b2']);
	});

	it('asks before it attaches an SCP that denies somebody, if nothing else is asked', async () => {
		const aws = { scpText: async () => '{"Version":"2012-10-17","Statement":[]}' };
		const given = { ...{ stacks: MANAGEMENT, differs: false }, aws };
		const no = management({ ...given, answer: false });
		expect(await run(no)).toBe(0);
		expect(no.attached).toEqual([]);
		const told = no.lines.join('\n');
		expect(told).toContain('it denies somebody, and is not attached to r-a1b2');
		expect(told).toContain('not attached. Nobody can be denied there until it is');
		const yes = management(given);
		await run(yes);
		const flag = management({ ...given, answer: false });
		await run(flag, '--yes');
		const there = management({ ...given, answer: false, attachedTo: ['r-a1b2'] });
		await run(there);
		expect([yes, flag, there].map(({ attached }) => attached)).toEqual(
			Array.from({ length: 3 }, () => ['r-a1b2']),
		);
		expect(there.lines.join('\n')).not.toContain('it denies somebody');
	});

	it('attaches nothing if the answer is no, or if the CDK failed', async () => {
		const no = management({ stacks: MANAGEMENT, answer: false });
		await run(no);
		const failed = management({ stacks: MANAGEMENT, exits: { deploy: 1 } });
		expect(await run(failed)).toBe(1);
		expect([no.attached, failed.attached]).toEqual([[], []]);
	});

	it('attaches no SCP where managed policies deny', async () => {
		const world = management({ configuration: IAM, stacks: MANAGEMENT });
		await run(world);
		expect(world.attached).toEqual([]);
		expect(world.lines.join('\n')).toMatch(/Deploy the hub, .*:\n {3}npm run deploy$/m);
	});

	it('leaves the delegation policy to a human if it is told to, and prints what to add', async () => {
		const made = { ...MANAGEMENT['eyes-system-management'], DelegationToAdd: '{"Sid":"X"}' };
		const world = management({ stacks: { 'eyes-system-management': made } });
		await run(world, '--delegation-by-hand');
		expect(world.ran.every((line) => line.endsWith('--context delegation=by-hand'))).toBe(true);
		expect(world.lines.join('\n')).toMatch(
			/\{"Sid":"X"\}\n {3}aws organizations describe-resource-policy .*\n.*"Statement".*\n {3}aws organizations put-resource-policy/,
		);
		const later = management({ stacks: { 'eyes-system-management': made } });
		await run(later);
		expect(later.ran).toEqual(world.ran);
	});

	it('refuses an organization in which something must be enabled first, and lists all of it', async () => {
		const world = (stacks = {}) =>
			management({
				stacks,
				aws: {
					organization: async () => ({ hasScps: false, hasStackSets: false, hasDelegation: true }),
				},
			});
		const failure = run(world());
		await expect(failure).rejects.toThrow(/bus of the hub must exist first/);
		await expect(failure).rejects.toThrow(/enable-policy-type --root-id r-a1b2/);
		await expect(failure).rejects.toThrow(/activate-organizations-access/);
		await expect(failure).rejects.toThrow(/npm run deploy -- --bus ARN --delegation-by-hand/);
		// The second time the policy is ours, or the statements were added.
		await expect(run(world(MANAGEMENT))).rejects.not.toThrow(/delegation/);
	});

	it('refuses credentials of any other account', async () => {
		const world = hub({ account: '999900001111' });
		await expect(run(world)).rejects.toThrow(
			/belong to account 999900001111; use those of .* 222233334444 or of the hub 111122223333/,
		);
	});
});

import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { deploy } from '../../cli/deploy/deploy.ts';
import type { DeployDeps } from '../../cli/deploy/deps.ts';
import { destroy } from '../../cli/deploy/destroy.ts';
import { addDeploy, addDestroy } from '../../cli/deploy/options.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { aDeployWorld, ORGANIZATION, SINGLE } from '../cli/deploy/deploy-world.ts';
import { AwsOfRules } from '../support/aws-of-rules.ts';
import { ACCOUNT as HUB, MANAGEMENT_ACCOUNT } from '../support/decision-world.ts';
import { parseOptions } from '../support/parse-options.ts';
import { synthesize } from '../support/synthesize.ts';

const MEMBER = '444455556666';
const UNIT = 'ou-a1b2-11111111';
type Input = Partial<ConfigurationInput>;

/** Everything that is deployed, and where the containment SCP is attached. */
interface Cloud {
	readonly aws: AwsOfRules;
	attached: string[];
}

const aCloud = (): Cloud => ({
	aws: new AwsOfRules('o-a1b2c3d4e5', [MEMBER, HUB]),
	attached: [],
});

interface Person {
	readonly cloud: Cloud;
	readonly account: string;
	readonly configuration: Input;
}

/** What the CDK does with the credentials of an account. */
function cdkOf({ cloud: { aws }, account, configuration }: Person): DeployDeps['cdk'] {
	const { stacks, templates } = synthesize(configuration);
	const placed = (args: readonly string[]) =>
		args.slice(0, args.indexOf('--exclusively')).map((name) => ({
			...{ name, account, template: templates[name] ?? {} },
			region: stacks.find(({ stackName }) => stackName === name)?.region ?? '',
		}));
	const actions: Record<string, (args: readonly string[]) => number> = {
		diff: (args) => {
			const differs = placed(args).some(
				(one) => !isDeepStrictEqual(aws.stack(one.name, one)?.template, one.template),
			);
			return differs && args.includes('--fail') ? 1 : 0;
		},
		destroy: (args) => {
			for (const one of placed(args).toReversed()) aws.destroy(one.name, one);
			return 0;
		},
		deploy: (args) => {
			const [, scp] = args.find((arg) => arg.includes(':ContainmentScp='))?.split('=') ?? [];
			const given = scp === undefined ? {} : { ContainmentScp: scp };
			for (const one of placed(args))
				aws.deploy({ ...one, parameters: one.name === 'eyes-system' ? given : {} });
			return 0;
		},
	};
	return async ([action = '', ...args]) => {
		const act = actions[action];
		if (act === undefined) throw new Error(`cdk ${action} is not known here`);
		return act(args);
	};
}

function depsOf(person: Person): { deps: DeployDeps; lines: string[] } {
	const { cloud, account, configuration } = person;
	const stack = (name: string, region: string) => cloud.aws.stack(name, { account, region });
	const { deps, lines } = aDeployWorld({
		...{ configuration, account },
		aws: {
			outputs: async (name, region) => cloud.aws.outputs(name, { account, region }),
			parameters: async (name, region) => {
				const found = stack(name, region);
				return found === null ? null : new Map(Object.entries(found.parameters));
			},
			scpByName: async () => 'denied',
			above: async (id) => (id === MEMBER ? [UNIT, 'r-a1b2'] : ['r-a1b2']),
		},
	});
	const attachments = {
		targetsOf: async () => cloud.attached,
		attach: async (_: string, target: string) => {
			cloud.attached = [...cloud.attached, target];
			return 'done' as const;
		},
		detach: async (_: string, target: string) => {
			cloud.attached = cloud.attached.filter((one) => one !== target);
			return 'done' as const;
		},
	};
	const stacks: DeployDeps['stacks'] = {
		...deps.stacks,
		state: async (name, region) =>
			stack(name, region) === null
				? null
				: { name, region, id: name, status: 'UPDATE_COMPLETE', reason: null },
	};
	return { deps: { ...deps, cdk: cdkOf(person), attachments, stacks }, lines };
}

/** Deploys with the options of a command line, and gives what was said. */
async function eyesDeploy(person: Person, line: string): Promise<string> {
	const { deps, lines } = depsOf(person);
	const [, options = ''] = line.split('npm run deploy -- ');
	const args = [...options.split(' ').filter((one) => one !== ''), '--yes'];
	await deploy(parseOptions(addDeploy, args), deps);
	return lines.join('\n');
}

async function eyesDestroy(person: Person): Promise<void> {
	await destroy(parseOptions(addDestroy, ['--yes']), depsOf(person).deps);
}

/** The command that the step before has printed for the next account. */
function nextLine(said: string): string {
	return /npm run deploy(?: -- --(?:bus|scp) arn\S+)?/.exec(said)?.[0] ?? 'nothing was printed';
}

/** The three steps of an organization, each with the command that the one before has printed. */
async function deployOrganization(cloud: Cloud, configuration: Input): Promise<string> {
	const hub = { cloud, account: HUB, configuration };
	const bus = await eyesDeploy(hub, 'npm run deploy');
	const management = { ...hub, account: MANAGEMENT_ACCOUNT };
	const managed = await eyesDeploy(management, nextLine(bus));
	return eyesDeploy(hub, nextLine(managed));
}

function names({ aws }: Cloud): string[] {
	return [...aws.stacks.values()].map(({ name }) => name);
}

const IAM: Input = {
	...ORGANIZATION,
	containment: { ...ORGANIZATION.containment, policyType: 'iam' },
};
const targets = (given: object): Input => ({
	...ORGANIZATION,
	deployment: { ...ORGANIZATION.deployment, targets: given },
});
const ALL = [
	'eyes-system-bus',
	'eyes-system-management',
	'eyes-system-management-ap-northeast-2',
	'eyes-system-management-us-west-2',
	'eyes-system',
];

describe.each<[string, Input, string[]]>([
	['an organization', ORGANIZATION, ['r-a1b2']],
	['a pilot of a unit', targets({ units: [UNIT] }), [UNIT]],
	['a pilot of an account', targets({ accounts: [MEMBER] }), [MEMBER]],
	['an organization with managed policies', IAM, []],
])('%s', (_, configuration, attached) => {
	it('is deployed from the hub to the management account and back', async () => {
		const cloud = aCloud();
		expect(await deployOrganization(cloud, configuration)).toContain('Create the Slack app');
		expect(names(cloud)).toEqual(ALL);
		expect(cloud.attached).toEqual(attached);
	});

	it('is upgraded in either order, without an option, and then has no difference', async () => {
		for (const order of [
			[HUB, MANAGEMENT_ACCOUNT],
			[MANAGEMENT_ACCOUNT, HUB],
		]) {
			const cloud = aCloud();
			await deployOrganization(cloud, configuration);
			const { deployment } = configuration;
			const upgrade = { ...configuration, deployment: { ...deployment, regions: ['us-east-1'] } };
			for (const account of order)
				await eyesDeploy({ cloud, account, configuration: upgrade }, 'npm run deploy');
			expect(names(cloud)).toContain('eyes-system-management-us-east-1');
			for (const account of order) {
				const said = await eyesDeploy({ cloud, account, configuration: upgrade }, 'npm run deploy');
				expect(said).toContain('no difference: there is nothing to deploy');
			}
		}
	});

	it('is deployed again after it was destroyed, the hub first', async () => {
		const cloud = aCloud();
		await deployOrganization(cloud, configuration);
		for (const account of [HUB, MANAGEMENT_ACCOUNT])
			await eyesDestroy({ cloud, account, configuration });
		expect([names(cloud), cloud.attached]).toEqual([[], []]);
		await deployOrganization(cloud, configuration);
		expect(names(cloud)).toEqual(ALL);
	});
});

it('grows from a pilot to the root', async () => {
	const cloud = aCloud();
	await deployOrganization(cloud, targets({ units: [UNIT] }));
	const root = { cloud, account: MANAGEMENT_ACCOUNT, configuration: ORGANIZATION };
	await eyesDeploy(root, 'npm run deploy');
	expect(cloud.attached).toEqual(['r-a1b2']);
});

describe('a single account', () => {
	const single = (cloud: Cloud) => ({ cloud, account: HUB, configuration: SINGLE });

	it('is deployed in one step, and again after it was destroyed', async () => {
		const cloud = aCloud();
		await eyesDeploy(single(cloud), 'npm run deploy');
		expect(names(cloud)).toEqual(['eyes-system', 'eyes-region-us-east-1']);
		expect(await eyesDeploy(single(cloud), 'npm run deploy')).toContain('no difference');
		await eyesDestroy(single(cloud));
		expect(names(cloud)).toEqual([]);
		await eyesDeploy(single(cloud), 'npm run deploy');
		expect(names(cloud)).toHaveLength(2);
	});

	it('would be refused if the rules of other Regions came first', async () => {
		const cdk = cdkOf(single(aCloud()));
		await expect(cdk(['deploy', 'eyes-region-us-east-1', '--exclusively'])).rejects.toThrow(
			/event-bus\/eyes-hub does not exist/,
		);
	});
});

describe('AWS would refuse', () => {
	const hub = (cloud: Cloud) => ({ cloud, account: HUB, configuration: ORGANIZATION });
	const management = (cloud: Cloud) => ({ ...hub(cloud), account: MANAGEMENT_ACCOUNT });

	it('the management account before the bus', async () => {
		const cdk = cdkOf(management(aCloud()));
		await expect(cdk(['deploy', 'eyes-system-management', '--exclusively'])).rejects.toThrow(
			/eyes-regions.*: the bus arn:aws:events:ap-northeast-2:111122223333:event-bus\/eyes-hub does not exist/,
		);
		await expect(eyesDeploy(management(aCloud()), 'npm run deploy')).rejects.toThrow(
			/bus of the hub must exist first/,
		);
	});

	it('the hub before its bus, and before the management account', async () => {
		const cloud = aCloud();
		const cdk = cdkOf(hub(cloud));
		const all = ['deploy', 'eyes-system', '--exclusively', '--parameters', 'x:ContainmentScp=arn'];
		await expect(cdk(all)).rejects.toThrow(/event-bus\/eyes-hub does not exist/);
		await cdk(['deploy', 'eyes-system-bus', '--exclusively']);
		await expect(cdk(['deploy', 'eyes-system', '--exclusively'])).rejects.toThrow(
			/\[ContainmentScp\] must have values/,
		);
	});

	it('a bus that admits another organization', async () => {
		const cloud = { ...aCloud(), aws: new AwsOfRules('o-zzzzzzzzzz', [MEMBER]) };
		await cdkOf(hub(cloud))(['deploy', 'eyes-system-bus', '--exclusively']);
		const cdk = cdkOf(management(cloud));
		await expect(cdk(['deploy', 'eyes-system-management', '--exclusively'])).rejects.toThrow(
			/does not admit account 444455556666/,
		);
	});
});

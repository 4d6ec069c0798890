import { describe, expect, it } from 'vitest';
import { deploy } from '../../../cli/deploy/deploy.ts';
import { addDeploy } from '../../../cli/deploy/options.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aDeployWorld, type DeployWorld, SINGLE } from './deploy-world.ts';
import { GOOD_TRAIL } from './good-account.ts';

const OUTPUTS = {
	'eyes-system': {
		SlackSecret: 'arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:EyesSlackToken-x',
		AlarmTopic: 'arn:aws:sns:ap-northeast-2:111122223333:eyes-alarms',
	},
};

const DIFF = 'diff eyes-system eyes-region-us-east-1 --exclusively --method template';
const DEPLOY = 'deploy eyes-system eyes-region-us-east-1 --exclusively --require-approval never';

function run({ deps }: DeployWorld, ...args: string[]): Promise<number> {
	return deploy(parseOptions(addDeploy, args), deps);
}

describe('eyes deploy', () => {
	it('checks the account, shows the change, deploys, and says what a human must still do', async () => {
		const world = aDeployWorld({ stacks: OUTPUTS });
		expect(await run(world)).toBe(0);
		expect(world.ran).toEqual([DIFF, DEPLOY]);
		const told = world.lines.join('\n');
		expect(told).toContain('configuration: single-account, mode observe');
		expect(told).toContain('CDK bootstrap: ap-northeast-2 version 28, us-east-1 version 28');
		expect(told).toContain(`trail: ${GOOD_TRAIL.arn}, logs reads and writes in all Regions`);
		expect(told).toContain(
			`put-secret-value --region ap-northeast-2 --secret-id ${OUTPUTS['eyes-system'].SlackSecret} --secret-string file://`,
		);
		expect(told).toContain(`--topic-arn ${OUTPUTS['eyes-system'].AlarmTopic} --protocol email`);
		expect(told).toContain('--customer-managed-policy-reference Name=eyes-containment,Path=/eyes/');
		expect(told).toContain('Invite the bot to the channel C0123456789');
		expect(told).toContain('The mode is observe. Before you choose contain');
	});

	it('does not suggest a replay if the mode is contain', async () => {
		const world = aDeployWorld({ configuration: { ...SINGLE, containment: { mode: 'contain' } } });
		await run(world);
		expect(world.lines.join('\n')).toContain('Deployed.');
		expect(world.lines.join('\n')).not.toContain('Before you choose contain');
	});

	it('deploys nothing if the answer is no, and does not ask with --yes', async () => {
		const no = aDeployWorld({ answer: false });
		expect(await run(no)).toBe(0);
		expect(no.ran).toEqual([DIFF]);
		expect(no.lines.at(-1)).toBe('nothing was deployed');
		const yes = aDeployWorld({ answer: false });
		await run(yes, '--yes');
		expect(yes.ran).toHaveLength(2);
	});

	it.each([
		['diff', [DIFF]],
		['deploy', [DIFF, DEPLOY]],
	])("ends with the CDK's exit code if %s fails", async (step, ran) => {
		const world = aDeployWorld({ exits: { [step]: 7 } });
		expect(await run(world)).toBe(7);
		expect(world.ran).toEqual(ran);
		expect(world.lines.join('\n')).not.toContain('Deployed.');
	});

	it('asks nothing and deploys nothing if nothing differs', async () => {
		const world = aDeployWorld({ stacks: OUTPUTS, differs: false });
		const confirm = () => Promise.reject(new Error('asked'));
		expect(await deploy(parseOptions(addDeploy, []), { ...world.deps, confirm })).toBe(0);
		expect(world.ran).toEqual([DIFF]);
		expect(world.lines.at(-1)).toBe('no difference: there is nothing to deploy');
	});

	it('deploys without a difference if nothing of the stack is there', async () => {
		const world = aDeployWorld({
			...{ stacks: OUTPUTS, differs: false },
			statuses: { 'eyes-system': 'REVIEW_IN_PROGRESS' },
		});
		await run(world);
		expect(world.ran).toEqual([DIFF, DEPLOY]);
	});

	it('refuses a configuration that contradicts itself, before it asks AWS', async () => {
		const world = aDeployWorld({
			configuration: {
				...SINGLE,
				deployment: { region: 'ap-northeast-2', regions: ['ap-northeast-2'] },
			},
			aws: { bootstrapVersion: () => Promise.reject(new Error('asked')) },
		});
		await expect(run(world)).rejects.toThrow(/deployment.regions: contains ap-northeast-2/);
	});

	it('refuses a Region without bootstrap, and prints the command', async () => {
		const aws = {
			bootstrapVersion: async (region: string) => (region === 'us-east-1' ? null : 28),
		};
		await expect(run(aDeployWorld({ aws }))).rejects.toThrow(
			/not bootstrapped in us-east-1 [\s\S]*\n {2}node cli\/tool.mjs cdk bootstrap aws:\/\/111122223333\/us-east-1$/,
		);
	});

	it('bootstraps nothing before every question is answered', async () => {
		const world = aDeployWorld({
			aws: { bootstrapVersion: async () => null, trails: async () => [] },
		});
		await expect(run(world, '--bootstrap')).rejects.toThrow(/nothing was deployed/);
		expect(world.ran).toEqual([]);
	});

	it('bootstraps only if it is asked to, and stops if that fails', async () => {
		const aws = {
			bootstrapVersion: async (region: string) => (region === 'us-east-1' ? null : 28),
		};
		const world = aDeployWorld({ aws });
		await run(world, '--bootstrap');
		expect(world.ran[0]).toBe('bootstrap aws://111122223333/us-east-1');
		expect(world.ran).toHaveLength(3);
		const failing = aDeployWorld({ aws, exits: { bootstrap: 1 } });
		await expect(run(failing, '--bootstrap')).rejects.toThrow(
			/could not be bootstrapped in us-east-1/,
		);
		expect(failing.ran).toHaveLength(1);
	});

	it('refuses an account whose event bus is full, and names the rules that fill it', async () => {
		const pattern = '{"a":[{"wildcard":"x*"}]}';
		const full = Array.from({ length: 30 }, (_, n) => ({ name: `theirs-${n}`, pattern }));
		const world = aDeployWorld({ aws: { rulesOf: async () => full } });
		await expect(run(world)).rejects.toThrow(
			/no room on an event bus[\s\S]*theirs-29[\s\S]*keys: false/,
		);
		const off = { use: { keys: false, sessions: false } };
		await run(
			aDeployWorld({ aws: { rulesOf: async () => full }, configuration: { ...SINGLE, ...off } }),
		);
	});

	it('refuses an account without a sufficient trail, and says what is wrong with each', async () => {
		const aws = { trails: async () => [{ ...GOOD_TRAIL, isLogging: false }] };
		const world = aDeployWorld({ aws });
		await expect(run(world)).rejects.toThrow(
			/trail\/all: does not log[\s\S]*aws cloudtrail create-trail/,
		);
		expect(world.ran).toEqual([]);
		await expect(run(aDeployWorld({ aws: { trails: async () => [] } }))).rejects.toThrow(
			/this account has no trail/,
		);
	});

	it("accepts an organization's trail whose settings it may not read, and says so", async () => {
		const world = aDeployWorld({
			aws: { trails: async () => [{ ...GOOD_TRAIL, isLogging: null, selectors: null }] },
		});
		await run(world);
		expect(world.lines.join('\n')).toContain('check in the management account');
	});

	it('removes a first deployment that failed before it shows the difference, after a question', async () => {
		const statuses = { 'eyes-system': 'ROLLBACK_COMPLETE' };
		const world = aDeployWorld({ statuses });
		expect(await run(world, '--yes')).toBe(0);
		expect(world.ran).toEqual(['destroy eyes-system --exclusively --force', DIFF, DEPLOY]);
		const refused = aDeployWorld({ statuses, answer: false });
		expect(await run(refused)).toBe(0);
		expect(refused.ran).toEqual([]);
	});
});

describe('the options of eyes deploy', () => {
	it.each([
		[
			'an invalid SCP',
			['--scp', 'p-abcd1234'],
			/Write the ARN of an SCP: the output ContainmentScpArn/,
		],
		['an invalid bus', ['--bus', 'eyes-hub'], /Write the ARN of an event bus: the output BusArn/],
		['an unknown option', ['--force'], /--force/],
		['an argument', ['eyes-system'], /eyes-system/],
	])('refuse %s', (_, args, sentence) => {
		expect(() => parseOptions(addDeploy, args)).toThrow(sentence);
	});
});

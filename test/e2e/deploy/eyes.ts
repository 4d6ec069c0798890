import { deploy } from '../../../cli/deploy/deploy.ts';
import type { DeployDeps, DeployQuestions } from '../../../cli/deploy/deps.ts';
import { destroy } from '../../../cli/deploy/destroy.ts';
import { makeDeployDeps } from '../../../cli/deploy/make-deps.ts';
import type { DeployOptions, DestroyOptions } from '../../../cli/deploy/options.ts';
import type { Configuration } from '../../../shared/configuration/configuration.ts';
import { DEPLOYER, HUB_REGION, OTHER_REGION } from '../configurations.ts';
import { stackSetAnswers } from '../stand-ins/stack-set-answers.ts';
import { ORGANIZATION } from '../the-organization.ts';
import { type Cloud, keyOf } from './cloud.ts';
import { emulatedCdk } from './emulated-cdk.ts';

/** An app as a user has it before they deploy. */
export interface Synthesized {
	readonly configuration: Configuration;
	/** The folder of the synthesized app. */
	readonly assembly: string;
}

/** What a command of ours said, and its exit code. */
export interface Ran {
	readonly code: number;
	readonly lines: readonly string[];
	/** The questions that it asked; all were answered with yes. */
	readonly asked: readonly string[];
}

/**
 * Runs our own commands with the credentials of an account. Everything is the product's own, asked of
 * the emulators, except the CDK and the answers that no emulator can give.
 */
export function eyesIn(cloud: Cloud, account: string, app: Synthesized) {
	return {
		deploy: (options: Partial<DeployOptions> = {}) =>
			run(cloud, { account, app }, (deps) => deploy({ ...DEPLOY, ...options }, deps)),
		destroy: (options: Partial<DestroyOptions> = {}) =>
			run(cloud, { account, app }, (deps) =>
				destroy({ config: null, yes: false, endBecause: null, ...options }, deps),
			),
		/** Opens the table, as `eyes status` and all commands for a deployed system do. */
		operate: () =>
			run(cloud, { account, app }, async (deps) => {
				await deps.operate();
				return 0;
			}),
	};
}

const DEPLOY: DeployOptions = {
	...{ config: null, yes: false, bootstrap: true, delegationByHand: false },
	...{ bus: null, scp: null },
};

interface Who {
	readonly account: string;
	readonly app: Synthesized;
}

async function run(
	cloud: Cloud,
	{ account, app }: Who,
	command: (deps: DeployDeps) => Promise<number>,
): Promise<Ran> {
	const lines: string[] = [];
	const asked: string[] = [];
	const tell = (line: string) => {
		lines.push(line);
	};
	const restore = actAs(cloud, account);
	try {
		const deps = await makeDeployDeps(app.configuration, null);
		const arn = `arn:aws:sts::${account}:assumed-role/${DEPLOYER}/sora`;
		const code = await command({
			...deps,
			caller: { ...deps.caller, arn },
			aws: { ...deps.aws, ...answers(cloud, account, deps.aws) },
			stacks: { ...deps.stacks, ...resourcesOf(cloud, account, deps.stacks) },
			cdk: (args) => emulatedCdk({ cloud, account, assembly: app.assembly, tell }, args),
			confirm: async (question) => asked.push(question) > 0,
			tell: async (line) => tell(line),
		});
		return { code, lines, asked };
	} finally {
		restore();
	}
}

/** What no emulator answers, or not as AWS would answer to this account. */
function answers(cloud: Cloud, account: string, aws: DeployQuestions): Partial<DeployQuestions> {
	return {
		trails: async () => [TRAIL],
		regions: async () => new Map([HUB_REGION, OTHER_REGION].map((name) => [name, 'by-default'])),
		concurrency: async () => ({ limit: 1_000, unreserved: 1_000, ours: 0 }),
		referencingSets: async () => [],
		roleArn: async (name) => `arn:aws:iam::${account}:role/${name}`,
		scpByName: async (name) =>
			account === ORGANIZATION.management ? aws.scpByName(name) : 'denied',
		organization: async () => ({ hasScps: true, hasStackSets: true, hasDelegation: false }),
		...stackSetAnswers(cloud),
	};
}

/**
 * Adds the policies of a stack that are in moto to what the emulator says of the stack, and says what
 * a deleted stack left, of which the emulator knows nothing any more.
 */
function resourcesOf(
	cloud: Cloud,
	account: string,
	{ resources }: DeployDeps['stacks'],
): Pick<DeployDeps['stacks'], 'resources'> {
	return {
		resources: async (stack, region) => {
			const name = stack.startsWith('arn:') ? (stack.split('/')[1] ?? '') : stack;
			const place = { endpoint: cloud.at.aws, account, region };
			const policies = cloud.stacks.get(keyOf({ place, name }))?.policies ?? new Map();
			const inMoto = [...policies].map(([id, arn]) => ({
				...{ id, type: 'AWS::Organizations::Policy', status: 'CREATE_COMPLETE' },
				physicalId: String(arn).split('/').at(-1) ?? null,
			}));
			const kept = (cloud.kept.get(stack) ?? []).map(({ logicalId, type, physicalId }) => ({
				...{ id: logicalId, type, physicalId, status: 'DELETE_SKIPPED' },
			}));
			return [...(await resources(stack, region)), ...inMoto, ...kept];
		},
	};
}

const TRAIL = {
	arn: `arn:aws:cloudtrail:us-east-1:${ORGANIZATION.management}:trail/all`,
	isOrganization: true,
	isMultiRegion: true,
	isLogging: true,
	selectors: {
		kind: 'basic' as const,
		selectors: [{ readWrite: 'All' as const, management: true }],
	},
};

/**
 * Lets the SDK find the emulators and the credentials of an account, as a user's shell does. Gives
 * the function that undoes it.
 */
function actAs({ at }: Cloud, account: string): () => void {
	const variables: Readonly<Record<string, string>> = {
		AWS_ENDPOINT_URL: at.aws,
		AWS_ENDPOINT_URL_ORGANIZATIONS: at.organizations,
		AWS_ACCESS_KEY_ID: account,
		AWS_SECRET_ACCESS_KEY: 'emulated',
		AWS_REGION: 'us-east-1',
	};
	const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
	Object.assign(process.env, variables);
	return () => {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	};
}

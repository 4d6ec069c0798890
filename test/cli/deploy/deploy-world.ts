import type { DeployDeps, DeployQuestions, StackSetQuestions } from '../../../cli/deploy/deps.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { PLACEHOLDER } from '../../../shared/containment/document/placeholder.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT, SORA } from '../../support/decision-world.ts';
import { instancesOf } from '../../support/some-instances.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { aWorld, type World } from '../operate/operate-world.ts';
import {
	type GivenPolicies,
	type GivenStacks,
	givenPolicies,
	givenStacks,
} from './given-stacks.ts';
import { aGoodAccount } from './good-account.ts';

export const SCP =
	'arn:aws:organizations::222233334444:policy/o-a1b2c3d4e5/service_control_policy/p-abcd1234';

const slack = { channel: 'C0123456789' };
export const SINGLE: Partial<ConfigurationInput> = {
	slack,
	deployment: { region: 'ap-northeast-2', regions: ['us-east-1'] },
};
export const ORGANIZATION: Partial<ConfigurationInput> = {
	slack,
	containment: {
		...{ policyType: 'scp', managementAccount: MANAGEMENT_ACCOUNT },
		modes: { [MANAGEMENT_ACCOUNT]: 'contain' },
	},
	deployment: {
		...{ kind: 'organization', region: 'ap-northeast-2', regions: ['us-west-2'] },
		organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: ACCOUNT },
		targets: { root: true },
		guardExemptRoles: ['arn:aws:iam::*:role/deployer'],
	},
};

/** One account besides the management account, which has everything. */
export const GOOD_STACK_SETS: StackSetQuestions = {
	working: async () => [],
	instances: async () => instancesOf('333344445555'),
	accounts: async () => ({ active: [MANAGEMENT_ACCOUNT, '333344445555'], inUnits: [] }),
};

/** The outputs of existing stacks, by stack. */
export type Stacks = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface DeployWorld {
	readonly deps: DeployDeps;
	/** The command lines that were given to the CDK. */
	readonly ran: string[];
	readonly lines: string[];
	readonly operate: World;
	/** Where an SCP is attached, in the order of attaching. */
	readonly attached: readonly string[];
	/** What was changed of policies, and when the CDK ran, in order. */
	readonly changed: readonly string[];
	/** The total time that was slept. */
	readonly slept: () => number;
}

interface Given extends GivenStacks, GivenPolicies {
	readonly configuration?: Partial<ConfigurationInput>;
	readonly account?: string;
	readonly stacks?: Stacks;
	/** The stacks that exist after the CDK has deployed. */
	readonly makes?: Stacks;
	readonly aws?: Partial<DeployQuestions>;
	/** False if no template differs from what is deployed. */
	readonly differs?: boolean;
	/** The exit codes of the CDK by its first argument; 0 for the others. */
	readonly exits?: Readonly<Record<string, number>>;
	readonly answer?: boolean;
	/** This runs while the command sleeps. */
	readonly meanwhile?: (world: World) => Promise<void>;
}

/** Makes an account that has everything that a deployment needs; the test names what differs. */
export function aDeployWorld({
	configuration = SINGLE,
	account = ACCOUNT,
	stacks: before = {},
	makes = {},
	aws = {},
	differs = true,
	exits = {},
	answer = true,
	meanwhile = async () => {},
	...given
}: Given = {}): DeployWorld {
	const ran: string[] = [];
	const lines: string[] = [];
	let stacks = before;
	const changed: string[] = [];
	const statusOf = (name: string) =>
		(ran.length > 0 ? given.statusesAfter?.[name] : undefined) ??
		given.statuses?.[name] ??
		(stacks[name] === undefined ? null : 'CREATE_COMPLETE');
	const { attached, ...policies } = givenPolicies(given, changed);
	const operate = aWorld(configuration);
	const checked = aConfiguration(configuration);
	let slept = 0;
	const deps: DeployDeps = {
		configuration: checked,
		caller: { ...SORA, account },
		organizationsRegion: 'us-east-1',
		aws: {
			bootstrapVersion: async () => 28,
			rulesOf: async () => [],
			outputs: async (stack) =>
				stacks[stack] === undefined ? null : new Map(Object.entries(stacks[stack])),
			parameters: async (stack) => (stacks[stack] === undefined ? null : new Map()),
			unitsOfStackSet: async () => [],
			root: async () => 'r-a1b2',
			organizationId: async () => ({ id: 'o-a1b2c3d4e5' }),
			above: async () => ['r-a1b2'],
			scpByName: async () => 'none',
			organization: async () => ({ hasScps: true, hasStackSets: true, hasDelegation: false }),
			scpText: async () => PLACEHOLDER,
			attachedTo: async () => null,
			stackSets: GOOD_STACK_SETS,
			...aGoodAccount(checked, account),
			...aws,
		},
		...policies,
		stacks: givenStacks(given, statusOf),
		cdk: async (args) => {
			if (args.includes('--fail')) return differs ? 1 : 0;
			ran.push(args.join(' '));
			changed.push(`cdk ${args[0]}`);
			if (args[0] === 'deploy') stacks = { ...stacks, ...makes };
			return exits[args[0] ?? ''] ?? 0;
		},
		confirm: async () => answer,
		tell: async (line) => {
			lines.push(line);
		},
		operate: async () => operate.deps,
		sleep: async (ms) => {
			slept += ms;
			await meanwhile(operate);
		},
	};
	return {
		...{ deps, ran, lines, changed, operate, slept: () => slept },
		get attached() {
			return attached();
		},
	};
}

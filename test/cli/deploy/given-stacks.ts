import type { DeployDeps } from '../../../cli/deploy/deps.ts';
import type {
	Failure,
	StackQuestions,
	StackResource,
} from '../../../cli/operate/cloudformation-stacks.ts';

/** Stacks that are not simply deployed, by name. */
export interface GivenStacks {
	/** Those in `stacks` are `CREATE_COMPLETE`. */
	readonly statuses?: Readonly<Record<string, string>>;
	/** The statuses that differ after the CDK has run. */
	readonly statusesAfter?: Readonly<Record<string, string>>;
	readonly resources?: Readonly<Record<string, readonly StackResource[]>>;
	readonly failures?: Readonly<Record<string, readonly Failure[]>>;
}

/** The stacks of an account in memory. `statusOf` gives null for one that is missing. */
export function givenStacks(
	{ resources = {}, failures = {} }: GivenStacks,
	statusOf: (name: string) => string | null,
): StackQuestions {
	const nameOf = (stack: string) => stack.replace(/^arn:stack\//, '');
	return {
		state: async (name, region) => {
			const status = statusOf(name);
			if (status === null) return null;
			return { name, region, id: `arn:stack/${name}`, status, reason: null };
		},
		resources: async (stack) => resources[nameOf(stack)] ?? [],
		failures: async (stack) => failures[nameOf(stack)] ?? [],
	};
}

export interface GivenPolicies {
	/** The text of the account's policy; null if there is no policy. */
	readonly policyText?: string | null;
	/** Where the containment SCP is attached before. */
	readonly attachedTo?: readonly string[];
}

/** The policies that deny, in memory. Every change is noted. */
export function givenPolicies(
	{ policyText = null, attachedTo = [] }: GivenPolicies,
	changed: string[],
): Pick<DeployDeps, 'attachments' | 'policies'> & { attached(): readonly string[] } {
	let attached = [...attachedTo];
	const note = async (line: string) => {
		changed.push(line);
	};
	return {
		attached: () => attached,
		attachments: {
			targetsOf: async () => attached,
			attach: async (_, target) => {
				attached = [...attached, target];
				await note(`attach ${target}`);
				return 'done';
			},
			detach: async (_, target) => {
				attached = attached.filter((one) => one !== target);
				await note(`detach ${target}`);
				return 'done';
			},
		},
		policies: {
			text: async () => policyText,
			deleteOlderVersions: (arn) => note(`older versions of ${arn}`),
			delete: (arn) => note(`delete ${arn}`),
			deleteScp: (arn) => note(`delete ${arn}`),
		},
	};
}

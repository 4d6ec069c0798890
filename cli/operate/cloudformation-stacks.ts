import {
	CloudFormationClient,
	DescribeStacksCommand,
	paginateDescribeStackEvents,
	paginateListStackResources,
	type Stack,
	type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { isDenied } from './aws-words.ts';
import type { StackState } from './stack-state.ts';

/** A resource of a stack, also of a deleted one. */
export interface StackResource {
	/** Its id in the template. */
	readonly id: string;
	readonly type: string;
	/** Its name, id or ARN in AWS; null if it was never made. */
	readonly physicalId: string | null;
	/** `DELETE_SKIPPED`: the stack left it in AWS. */
	readonly status: string;
}

/** What is asked about stacks. */
export interface StackQuestions {
	/** Gives the state of a stack; null if the Region does not have it. */
	state(name: string, region: string): Promise<StackState | null>;
	/** Gives all resources of a stack, by its name or, of a deleted stack, by its ARN. */
	resources(stack: string, region: string): Promise<readonly StackResource[]>;
	/**
	 * Gives what failed in the last operation on a stack, in the words of AWS, first cause first.
	 * `denied`: these credentials may not read the events of stacks.
	 */
	failures(stack: string, region: string): Promise<readonly Failure[] | 'denied'>;
}

export interface Failure {
	readonly id: string;
	readonly type: string;
	readonly reason: string;
}

const MOST_FAILURES = 5;

/** Asks CloudFormation with the credentials that the SDK finds. */
export const awsStacks: StackQuestions = {
	state: async (name, region) => (await describeStack(name, region))?.state ?? null,
	resources,
	failures: async (stack, region) => {
		try {
			return await failures(stack, region);
		} catch (error) {
			if (isDenied(error)) return 'denied';
			throw error;
		}
	},
};

/** A stack with its outputs and the values of its parameters, by their keys. */
export interface DescribedStack {
	readonly state: StackState;
	readonly outputs: ReadonlyMap<string, string>;
	readonly parameters: ReadonlyMap<string, string>;
}

/** Gives what CloudFormation knows of a stack; null if the Region does not have it. */
export async function describeStack(name: string, region: string): Promise<DescribedStack | null> {
	try {
		const client = new CloudFormationClient({ region });
		const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
		return Stacks[0] === undefined ? null : described(Stacks[0], { name, region });
	} catch (error) {
		if (isMissingStack(error)) return null;
		throw error;
	}
}

function described(
	{ StackId, StackStatus, StackStatusReason, Outputs = [], Parameters = [] }: Stack,
	{ name, region }: Pick<StackState, 'name' | 'region'>,
): DescribedStack {
	const status = StackStatus ?? 'unknown';
	const reason = StackStatusReason ?? null;
	const outputs = Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue] as const);
	const parameters = Parameters.map(
		({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue] as const,
	);
	return {
		state: { name, region, id: StackId ?? name, status, reason },
		outputs: mapOf(outputs),
		parameters: mapOf(parameters),
	};
}

type Pair = readonly [string | undefined, string | undefined];

function mapOf(pairs: readonly Pair[]): ReadonlyMap<string, string> {
	return new Map(
		pairs.flatMap(([key, value]) =>
			key === undefined || value === undefined ? [] : [[key, value] as const],
		),
	);
}

/** CloudFormation has no separate error for a missing stack, so the message must tell it. */
export function isMissingStack(error: unknown): boolean {
	return (
		error instanceof Error &&
		error.name === 'ValidationError' &&
		/does not exist/.test(error.message)
	);
}

async function resources(stack: string, region: string): Promise<StackResource[]> {
	const client = new CloudFormationClient({ region });
	const found: StackResource[] = [];
	for await (const page of paginateListStackResources({ client }, { StackName: stack }))
		for (const one of page.StackResourceSummaries ?? [])
			found.push({
				id: one.LogicalResourceId ?? '?',
				type: one.ResourceType ?? '?',
				physicalId: one.PhysicalResourceId ?? null,
				status: one.ResourceStatus ?? 'unknown',
			});
	return found;
}

/** CloudFormation gives the newest event first. */
async function failures(stack: string, region: string): Promise<Failure[]> {
	const client = new CloudFormationClient({ region });
	const failed: Failure[] = [];
	for await (const page of paginateDescribeStackEvents({ client }, { StackName: stack }))
		for (const event of page.StackEvents ?? []) {
			if (beginsOperation(event)) return firstOf(failed);
			const { ResourceStatus = '', ResourceStatusReason: reason } = event;
			if (ResourceStatus.endsWith('_FAILED') && reason !== undefined && !isConsequence(event))
				failed.push({
					id: event.LogicalResourceId ?? '?',
					type: event.ResourceType ?? '?',
					reason,
				});
		}
	return firstOf(failed);
}

function firstOf(newestFirst: readonly Failure[]): Failure[] {
	return newestFirst.toReversed().slice(0, MOST_FAILURES);
}

/** Retries and rollbacks belong to the operation that somebody began. */
function beginsOperation(event: StackEvent): boolean {
	return isOfStack(event) && event.ResourceStatusReason === 'User Initiated';
}

/** A stack fails because its resources did, and these because another one had failed before. */
function isConsequence(event: StackEvent): boolean {
	return isOfStack(event) || /^Resource \w+ cancelled$/.test(event.ResourceStatusReason ?? '');
}

function isOfStack({ PhysicalResourceId, StackId }: StackEvent): boolean {
	return PhysicalResourceId === StackId;
}

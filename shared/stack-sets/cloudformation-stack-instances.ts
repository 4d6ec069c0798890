import {
	CloudFormationClient,
	paginateListStackInstances,
	type StackInstanceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Answer } from '../report/answer.ts';
import { ask, type ReadCall, settle } from '../report/refused-read.ts';
import { STACK_SETS } from '../runtime/names.ts';
import { READING_LIMITS } from '../runtime/request-limits.ts';
import type { TemporaryCredentials } from '../runtime/sts-assumed-clients.ts';
import type { StackInstance } from './stack-instance.ts';

/**
 * Lists every instance of our StackSets, with the rights of the client, in the Region of the
 * StackSets. Rejects with CloudFormation's own error, also if one of the StackSets is not there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 */
export async function listStackInstances(client: CloudFormationClient): Promise<StackInstance[]> {
	const lists = await Promise.all(STACK_SETS.map((stackSet) => instancesOf(client, stackSet)));
	return lists.flat();
}

async function instancesOf(
	client: CloudFormationClient,
	stackSet: string,
): Promise<StackInstance[]> {
	const instances: StackInstance[] = [];
	const pages = paginateListStackInstances({ client }, { StackSetName: stackSet });
	for await (const { Summaries = [] } of pages)
		instances.push(...Summaries.map((summary) => instanceOf(stackSet, summary)));
	return instances;
}

function instanceOf(stackSet: string, summary: StackInstanceSummary): StackInstance {
	const { Account, Region, Status, StatusReason, StackInstanceStatus } = summary;
	if (Account === undefined || Region === undefined)
		throw new Error(
			`CloudFormation listed an instance of ${stackSet} without account or Region; try again, and tell AWS Support if it stays so`,
		);
	return {
		...{ stackSet, account: Account, region: Region },
		status: Status ?? '',
		detail: StackInstanceStatus?.DetailedStatus ?? '',
		reason: StatusReason ?? '',
	};
}

interface Opening {
	/** The management account, and its credentials. */
	readonly account: string;
	readonly credentials: () => Promise<TemporaryCredentials>;
	/** The Region of the StackSets. */
	readonly region: string;
}

/** Lists the instances for a function, where a refusal is an answer. */
export async function readStackInstances({
	account,
	...opening
}: Opening): Promise<Answer<readonly StackInstance[]>> {
	const client = new CloudFormationClient({ ...opening, ...READING_LIMITS });
	const where = `account ${account}`;
	const call: ReadCall = { action: 'cloudformation:ListStackInstances', where };
	return settle(() => ask(call, () => listStackInstances(client)));
}

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { allItems } from '../support/all-items.ts';
import { type Published, publishedPolicy, publishedScp } from './published.ts';
import type { System } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';

/**
 * How everything stands, without what no two runs have in common: Slack's own times, holders of leases, how many tries
 * it took. Two pictures are of the same state where they are equal.
 */
export interface Picture {
	readonly cases: readonly unknown[];
	readonly containments: readonly unknown[];
	readonly scp: Published;
	readonly policies: Readonly<Record<string, Published>>;
	/** The cards as they read at the end. */
	readonly cards: readonly unknown[];
	/** Messages by queue, where there are any: waiting or in flight. */
	readonly queues: Readonly<Record<string, number>>;
}

export async function takePicture(system: System): Promise<Picture> {
	const { table, e2e, scp } = system;
	const items = await allItems(table);
	const accounts = [ORGANIZATION.management, ORGANIZATION.security, ORGANIZATION.prod];
	const policies = accounts.map(
		async (account) => [account, await publishedPolicy(system.place(account))] as const,
	);
	return {
		cases: await casesIn(table, idsIn(items, 'CASE#', 'CASE')),
		containments: await containmentsIn(table, idsIn(items, 'CONTAINMENT#', 'HEAD')),
		scp: await publishedScp(e2e.organizations, scp),
		policies: Object.fromEntries(await Promise.all(policies)),
		cards: cardsIn(system),
		queues: await queuesOf(system),
	};
}

function idsIn(items: readonly Record<string, unknown>[], begins: string, sk: string): string[] {
	return items
		.filter((item) => item.sk === sk && String(item.pk).startsWith(begins))
		.map(({ pk }) => String(pk).slice(begins.length))
		.sort();
}

function casesIn(table: Table, ids: readonly string[]): Promise<unknown[]> {
	const cases = dynamodbCases(table);
	return Promise.all(
		ids.map(async (id) => {
			const stored = await cases.find(id);
			if (stored === null) throw new Error(`the case ${id} has no item of its own`);
			const { claim, postedMessage, revision, postedRevision, ...rest } = stored;
			return {
				...{ whose: rest.whose, case: rest.case, plan: rest.plan, containments: rest.containments },
				...{ answer: rest.answer, keyAsked: rest.keyAsked },
				...{ isPosted: postedMessage !== null, isAllPosted: revision === postedRevision },
			};
		}),
	);
}

function containmentsIn(table: Table, ids: readonly string[]): Promise<unknown[]> {
	const ledger = dynamodbLedger(table);
	return Promise.all(
		ids.map(async (id) => {
			const containment = await ledger.find(id);
			if (containment === null) throw new Error(`the containment ${id} cannot be found`);
			const { steps, policies, ...rest } = containment;
			return { ...rest, policies: policies.map(({ since, generation, ...policy }) => policy) };
		}),
	);
}

/**
 * Slack's ids of messages are different in every run. So may be the threads: they tell what has happened since the card
 * was posted, and how much that is depends on who was faster.
 */
function cardsIn({ slack }: System): unknown[] {
	return slack.messages
		.filter(({ thread_ts }) => thread_ts === undefined)
		.map(({ ts, ...message }) => message)
		.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}

export async function queuesOf({ hub }: System): Promise<Record<string, number>> {
	const queues = hub.resources.filter(({ type }) => type === 'AWS::SQS::Queue');
	const counts = await Promise.all(
		queues.map(async ({ logicalId, physicalId }) => {
			const { Attributes = {} } = await hub.clients.sqs.send(
				new GetQueueAttributesCommand({ QueueUrl: physicalId, AttributeNames: ['All'] }),
			);
			const waiting = Number(Attributes.ApproximateNumberOfMessages);
			const delayed = Number(Attributes.ApproximateNumberOfMessagesDelayed);
			const inFlight = Number(Attributes.ApproximateNumberOfMessagesNotVisible);
			return [logicalId.replace(/[0-9A-F]{8}$/, ''), waiting + delayed + inFlight] as const;
		}),
	);
	return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { allItems } from '../support/all-items.ts';
import { type Published, publishedPolicy, publishedScp } from './published.ts';
import type { System } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';

/**
 * The state of everything, without what differs in every run: Slack's own times, holders of leases,
 * numbers of attempts. If two pictures are equal, the states are the same.
 */
export interface Picture {
	readonly cases: readonly unknown[];
	readonly containments: readonly unknown[];
	readonly scp: Published;
	/** The policy of the management account; the other accounts have none, the SCP denies there. */
	readonly management: Published;
	/** The cards at the end. */
	readonly cards: readonly unknown[];
	/** Messages by queue, waiting or in flight, for queues that have any. */
	readonly queues: Readonly<Record<string, number>>;
}

export async function takePicture(system: System): Promise<Picture> {
	const { table, e2e, scp } = system;
	const items = await allItems(table);
	return {
		cases: await casesIn(table, idsIn(items, 'CASE#', 'CASE')),
		containments: await containmentsIn(table, idsIn(items, 'CONTAINMENT#', 'HEAD')),
		scp: await publishedScp(e2e.organizations, scp),
		management: await publishedPolicy(system.place(ORGANIZATION.management)),
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
 * Removes Slack's ids of messages, because they differ in every run. The threads may differ too:
 * they tell what has happened since the card was posted, which depends on the order of the
 * functions.
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

export async function queuesOf({ hub }: Pick<System, 'hub'>): Promise<Record<string, number>> {
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

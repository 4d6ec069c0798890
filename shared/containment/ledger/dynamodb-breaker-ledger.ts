import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import {
	ordinal,
	readEach,
	readItem,
	readOrPassOver,
	text,
	time,
} from '../../runtime/dynamodb-item.ts';
import {
	IS_NEW,
	type Key,
	lastItem,
	putIf,
	queryPage,
	type Table,
	TTL,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import { shortHash } from '../../runtime/sha256.ts';
import { BREAKER_REASONS, type BreakerReason, isOpen } from '../breaker.ts';
import { decision } from './dynamodb-fields.ts';
import type { Decision } from './ledger.ts';
import {
	type BreakerLedger,
	type BreakerOpening,
	type CountedAt,
	type Counting,
	MOST_COUNTED,
	type Opened,
	type Slots,
} from './ledger-breaker.ts';

const BREAKER = 'BREAKER';
const OPENING = 'OPENING#';
/** Beyond that, keys would not sort in the order of their numbers. */
const MOST_OPENINGS = 99_999_998;
const IS_THERE = { expression: 'attribute_exists(#pk)' };

const opening = v.object({
	number: ordinal,
	since: time,
	why: v.custom<BreakerReason>(
		(value) => typeof value === 'string' && Object.hasOwn(BREAKER_REASONS, value),
		'expected a breaker reason',
	),
	toldAt: v.nullable(time),
	resumed: v.nullable(decision),
});

const counted = v.object({
	slot: time,
	actor: text,
	isOlder: v.boolean(),
	account: v.nullable(v.string()),
	since: time,
});

/** The breaker in DynamoDB. Every opening is an item, so that all of them can be read later. */
export function dynamodbBreakerLedger(table: Table): BreakerLedger {
	return {
		counted: (list, slots) => countedIn(table, list, slots),
		count: (counting) => count(table, counting),
		breaker: () => latest(table),
		openBreaker: (asked) => openBreaker(table, asked),
		markBreakerTold: async (number, at) => {
			const update = {
				update: 'SET #toldAt = :at',
				expression: '#toldAt = :nobody OR #toldAt = :at',
			};
			const values = { ':at': at, ':nobody': null };
			return (await updateIf(table, openingKey(number), { ...update, values })) !== null;
		},
		resumeBreaker: (resumed) => resume(table, resumed),
	};
}

/** An entry that cannot be read is told and left out; counting goes on with the others. */
async function countedIn(
	table: Table,
	list: string,
	{ from, to }: Slots,
): Promise<readonly CountedAt[]> {
	const items = await queryPage(table, {
		KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
		ExpressionAttributeValues: {
			':pk': listPartition(list),
			':from': slotText(from),
			':to': slotText(to + 1),
		},
		Limit: MOST_COUNTED,
	});
	return readEach(items, (item) => readItem(counted, item), table.passOver);
}

/**
 * Every actor has an item of their own in each slot. Writing it again changes nothing, and puts a
 * damaged one right.
 */
async function count(table: Table, { list, keepUntil, ...counting }: Counting): Promise<void> {
	const { slot, actor, isOlder } = counting;
	const key = { pk: listPartition(list), sk: `${slotText(slot)}#${actor}#${isOlder}` };
	const item = { ...key, ...counting, [TTL]: Math.ceil(keepUntil / 1000) };
	const put = new PutCommand({ TableName: table.name, Item: item });
	await table.client.send(put);
}

/** Only one of two functions that saw the same latest opening can write the next number. */
async function openBreaker(
	table: Table,
	{ why, at }: { why: BreakerReason; at: number },
): Promise<Opened> {
	const before = await latest(table);
	if (isOpen(before)) return 'open-already';
	if (before?.resumed != null && before.resumed.at >= at) return 'resumed-since';
	const next: BreakerOpening = {
		number: (before?.number ?? 0) + 1,
		since: at,
		why,
		toldAt: null,
		resumed: null,
	};
	return (await putIf(table, { ...openingKey(next.number), ...next }, IS_NEW))
		? 'opened'
		: 'open-already';
}

async function resume(table: Table, resumed: Decision): Promise<BreakerOpening | null> {
	const open = await latest(table);
	if (open === null || !isOpen(open) || open.since > resumed.at) return open;
	if (open.why === 'unreadable') {
		await putIf(table, { ...openingKey(open.number), ...open, resumed }, IS_THERE);
		return latest(table);
	}
	const update = { update: 'SET #resumed = :resumed', expression: '#resumed = :nobody' };
	const values = { ':resumed': resumed, ':nobody': null };
	await updateIf(table, openingKey(open.number), { ...update, values });
	return latest(table);
}

async function latest(table: Table): Promise<BreakerOpening | null> {
	const item = await lastItem(table, BREAKER, {
		from: openingSort(0),
		to: openingSort(MOST_OPENINGS),
	});
	if (item === undefined) return null;
	return readOrPassOver(() => readItem(opening, item), table.passOver) ?? unreadable(item);
}

/**
 * An opening that cannot be read counts as open: rules wait for a human, because missing data is
 * never a reason to contain. Its key still tells its number.
 */
function unreadable(item: unknown): BreakerOpening {
	const { sk } = readItem(v.object({ sk: text }), item);
	const number = Number(sk.slice(OPENING.length));
	return { number, since: 0, why: 'unreadable', toldAt: null, resumed: null };
}

/** The name of a network may be of any length. */
function listPartition(list: string): string {
	return `WINDOW#${shortHash(list)}`;
}

/** Sorts in the order of time. */
function slotText(slot: number): string {
	return String(slot).padStart(15, '0');
}

function openingKey(number: number): Key {
	return { pk: BREAKER, sk: openingSort(number) };
}

function openingSort(number: number): string {
	return `${OPENING}${String(number).padStart(8, '0')}`;
}

import * as v from 'valibot';
import { ordinal, readItem, readOrPassOver, text, time } from '../../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	type Key,
	lastItem,
	putIf,
	type Table,
	TTL,
	updateIf,
} from '../../runtime/dynamodb-table.ts';
import { BREAKER_REASONS, type BreakerReason, isOpen } from '../breaker.ts';
import { decision } from './dynamodb-fields.ts';
import type { Decision } from './ledger.ts';
import {
	type BreakerLedger,
	type BreakerOpening,
	type Counted,
	type Counting,
	MOST_COUNTED,
	type Opened,
} from './ledger-breaker.ts';

const BREAKER = 'BREAKER';
const OPENING = 'OPENING#';
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

/** A set of strings. DynamoDB has no empty sets, so a missing one is empty. */
const names = v.pipe(
	v.optional(v.set(v.string()), () => new Set()),
	v.transform((set) => [...set].toSorted()),
);
const counted = v.object({ people: names, accounts: names });

/** The breaker in DynamoDB. Every opening is an item, so that all of them can be read later. */
export function dynamodbBreakerLedger(table: Table): BreakerLedger {
	return {
		counted: async (window) => readCounted(table, await getItem(table, windowKey(window))),
		countPerson: (counting) => countPerson(table, counting),
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

const HAS_ROOM =
	'(attribute_not_exists(#people) OR size(#people) < :most OR contains(#people, :name))';

/** DynamoDB refuses to add to anything else, and every judge of this window would fail. */
function isSetOrMissing(name: string): string {
	return `(attribute_not_exists(${name}) OR attribute_type(${name}, :set))`;
}

/**
 * Adding to a set again changes nothing, so a repeat needs no condition. The condition only limits
 * the size of the item, and leaves a damaged one as it is.
 */
async function countPerson(table: Table, counting: Counting): Promise<Counted> {
	const { window, person, accounts, keepUntil, most = MOST_COUNTED } = counting;
	const key = windowKey(window);
	const addAccounts = accounts.length > 0;
	const item = await updateIf(table, key, {
		update: `SET #${TTL} = :ttl ADD #people :person${addAccounts ? ', #accounts :accounts' : ''}`,
		expression: `${isSetOrMissing('#people')} AND ${isSetOrMissing('#accounts')} AND ${HAS_ROOM}`,
		values: {
			':set': 'SS',
			':ttl': Math.ceil(keepUntil / 1000),
			':person': new Set([person]),
			':name': person,
			':most': most,
			...(addAccounts ? { ':accounts': new Set(accounts) } : {}),
		},
	});
	return readCounted(table, item ?? (await getItem(table, key)));
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
	const item = await lastItem(table, BREAKER);
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

/** A window that cannot be read counts as empty, so that counting goes on. */
function readCounted({ passOver }: Table, item: unknown): Counted {
	const nobody = { people: [], accounts: [] };
	return readOrPassOver(() => readItem(counted, item ?? {}), passOver) ?? nobody;
}

function windowKey(window: string): Key {
	return { pk: `WINDOW#${window}`, sk: 'WINDOW' };
}

function openingKey(number: number): Key {
	return { pk: BREAKER, sk: `${OPENING}${String(number).padStart(8, '0')}` };
}

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { readEach, readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, putIf, queryPage, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { shortHash } from '../runtime/sha256.ts';
import { expiresAt, historyPartition } from './dynamodb-history-keys.ts';
import type { KeptPasts, ToldOfKey, Turn } from './kept-past.ts';
import { KEY_PASTS, type KeyPast, type KeyQuestion } from './key-past.ts';

const said = v.object({ past: v.picklist(KEY_PASTS) });
const saidAt = v.object({ ...said.entries, sk: text });
const AT = 'AT#';
const place = v.object({ network: text, isTrusted: v.boolean(), firstAt: time });
const told = v.object({
	...{ at: time, usualBefore: time },
	...{ regions: v.array(text), places: v.array(place) },
});
const turn = v.object({ freeAt: time });

/** CloudTrail allows two calls a second; the other one is left to the people of the account. */
const TURN_MS = 1_000;
/** So often a turn is tried that others take at the same moment. */
const TRIES = 4;

/**
 * Keeps the answers about keys in the table, so that all functions ask about a key once and together
 * keep the pace. The keys of the items hold hashes, because ids of access keys must not appear in
 * logs.
 */
export function dynamodbKeptPasts(table: Table): KeptPasts {
	return {
		read: async (question) => {
			const [earlier, kept, newAt] = await Promise.all([
				read(table, said, saidKey(question)),
				read(table, told, toldKey(question.keyId)),
				findNew(table, question.keyId),
			]);
			const isNewAt = (network: string) => newAt.has(placeKey(network));
			return { said: earlier?.past ?? null, told: kept, isNewAt };
		},
		say: (question, past) => put(table, saidKey(question), { at: question.at, past }),
		keep: (keyId, answer) => put(table, toldKey(keyId), { ...answer }),
		takeTurn: (where) => takeTurn(table, where),
	};
}

async function read<T extends v.GenericSchema>(table: Table, schema: T, key: Key) {
	const item = await getItem(table, key);
	return item === undefined ? null : readOrPassOver(() => readItem(schema, item), table.passOver);
}

const MOST_PLACES = 1_000;

/** Gives the sort keys of the networks of which `new-here` was said. */
async function findNew(table: Table, keyId: string): Promise<ReadonlySet<string>> {
	const items = await queryPage(table, {
		KeyConditionExpression: 'pk = :pk AND begins_with(sk, :at)',
		ExpressionAttributeValues: { ':pk': partitionOf(keyId), ':at': AT },
		Limit: MOST_PLACES,
	});
	const all = readEach(items, (item) => readItem(saidAt, item), table.passOver);
	return new Set(all.flatMap(({ sk, past }) => (past === 'new-here' ? [sk] : [])));
}

/** A lasting answer, and the time of the use for which it was found. */
interface Said {
	readonly at: number;
	readonly past: KeyPast;
}

async function put(table: Table, key: Key, fields: Said | ToldOfKey): Promise<void> {
	const Item = { ...key, ...fields, [TTL]: expiresAt('key-past', fields.at) };
	await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

async function takeTurn(
	table: Table,
	{ account, region, now, latest }: Turn,
): Promise<number | null> {
	const key = { pk: historyPartition('key-past', `turn|${account}|${region}`), sk: 'TURN' };
	let due = now;
	for (let tries = 0; tries < TRIES && due <= latest; tries++) {
		const next = { ...key, freeAt: due + TURN_MS, [TTL]: expiresAt('key-past', due) };
		const isTaken = await putIf(table, next, {
			// A time that is no number would block all turns for ever.
			expression: 'NOT attribute_type(#freeAt, :number) OR #freeAt <= :due',
			values: { ':number': 'N', ':due': due },
		});
		if (isTaken) return due;
		due = Math.max(due, (await read(table, turn, key))?.freeAt ?? due);
	}
	return null;
}

function saidKey({ keyId, network }: Pick<KeyQuestion, 'keyId' | 'network'>): Key {
	return { pk: partitionOf(keyId), sk: placeKey(network) };
}

function placeKey(network: string): string {
	return `${AT}${shortHash(network)}`;
}

function toldKey(keyId: string): Key {
	return { pk: partitionOf(keyId), sk: 'TOLD' };
}

function partitionOf(keyId: string): string {
	return historyPartition('key-past', keyId);
}

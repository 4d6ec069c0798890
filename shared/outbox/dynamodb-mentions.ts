import * as v from 'valibot';
import { count, readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import { getItem, type Key, type Table, TTL, updateIf } from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import {
	afterPosted,
	afterRefused,
	askMention,
	type MentionState,
	type Mentions,
} from './mentions.ts';

/** Seconds that the item of a channel is kept after its last change. */
const KEPT = 90 * 86_400;

const mentionItem = v.object({
	version: count,
	...{ key: text, at: time, others: count },
	counted: v.array(text),
	waiting: v.array(v.object({ key: text, about: text })),
});
const stored = v.object({ version: v.unknown() });

/**
 * Keeps the mentions of each channel in an item. One that cannot be read counts as none and is
 * written anew: it must not keep a message from being posted.
 */
export function dynamodbMentions(table: Table): Mentions {
	return {
		ask: (channel, asked) =>
			retryOnConflict(`the mentions of ${channel}`, async () => {
				const { item, state } = await read(table, channel);
				const { state: next, answer } = askMention(state, asked);
				return (await write(table, channel, { item, next })) ? answer : undefined;
			}),
		recordPosted: async (channel, key) => {
			const state = await change(table, channel, (found) => afterPosted(found, key));
			return state?.key === key ? { others: state.others } : null;
		},
		recordRefused: async (channel, key) => {
			await change(table, channel, (found) => afterRefused(found, key));
		},
		find: async (channel) => (await read(table, channel)).state,
	};
}

/** Answers with the state before the change. */
function change(
	table: Table,
	channel: string,
	made: (state: MentionState | null) => MentionState | null,
): Promise<MentionState | null> {
	return retryOnConflict(`the mentions of ${channel}`, async () => {
		const { item, state } = await read(table, channel);
		const next = made(state);
		return next === null || (await write(table, channel, { item, next })) ? state : undefined;
	});
}

async function read(
	table: Table,
	channel: string,
): Promise<{ readonly item: unknown; readonly state: MentionState | null }> {
	const item = await getItem(table, keyOf(channel));
	if (item === undefined) return { item, state: null };
	return { item, state: readOrPassOver(() => readItem(mentionItem, item), table.passOver) };
}

/** Answers false if another function has changed the item meanwhile. */
async function write(
	table: Table,
	channel: string,
	{ item, next }: { readonly item: unknown; readonly next: MentionState },
): Promise<boolean> {
	const old = v.is(stored, item) ? item.version : undefined;
	const version = v.is(count, old) ? old + 1 : 1;
	const { key, at, others, counted, waiting } = next;
	const written = await updateIf(table, keyOf(channel), {
		update: `SET #version = :next, #key = :key, #at = :at, #others = :others, #counted = :counted, #waiting = :waiting, #${TTL} = :ttl`,
		expression: old === undefined ? 'attribute_not_exists(#version)' : '#version = :old',
		values: {
			...(old === undefined ? {} : { ':old': old }),
			...{ ':next': version, ':key': key, ':at': at, ':others': others },
			...{ ':counted': counted, ':waiting': waiting },
			':ttl': Math.ceil(at / 1000) + KEPT,
		},
	});
	return written !== null;
}

function keyOf(channel: string): Key {
	return { pk: `MENTION#${channel}`, sk: 'MENTION' };
}

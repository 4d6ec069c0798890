import * as v from 'valibot';
import { readItem, readOrPassOver, time } from '../../runtime/dynamodb-item.ts';
import { getItem, type Table, TTL, updateIf } from '../../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../../runtime/retry-on-conflict.ts';
import { shortHash } from '../../runtime/sha256.ts';
import { giveRoom, type RoomAsked, type SessionRoom } from './session-room.ts';

/** Seconds after the attempt: longer than a place is held, and than a record waits in a queue. */
const KEPT = 14 * 86_400;

const room = v.object({
	version: time,
	places: v.array(
		v.object({ session: v.string(), hour: time, isElsewhere: v.exactOptional(v.literal(true)) }),
	),
});
const stored = v.object({ version: v.unknown() });

/**
 * Keeps the room of each actor in an item. Names of actors and sessions are hashed, because they may
 * be of any length. A room that cannot be read counts as empty and is written anew.
 */
export function dynamodbSessionRoom(table: Table): SessionRoom {
	return {
		takeRoom: async (actor, asked) => {
			const hashed = asked.sessions.map(shortHash);
			const elsewhere = (asked.elsewhere ?? []).map(shortHash);
			const given = await retryOnConflict('the room of an actor', () =>
				tryToTake(table, actor, { ...asked, sessions: hashed, elsewhere }),
			);
			return asked.sessions.filter((_, at) => given.includes(hashed[at] ?? ''));
		},
	};
}

/** Gives undefined if another function changed the room meanwhile. */
async function tryToTake(
	table: Table,
	actor: string,
	asked: RoomAsked,
): Promise<readonly string[] | undefined> {
	const key = { pk: `ROOM#${shortHash(actor)}`, sk: 'ROOM' };
	const item = await getItem(table, key);
	const before = item === undefined ? null : readRoom(table, item);
	const { places, given } = giveRoom(before?.places ?? [], asked);
	if (before !== null && JSON.stringify(places) === JSON.stringify(before.places)) return given;
	const old = v.is(stored, item) ? item.version : undefined;
	const written = await updateIf(table, key, {
		update: `SET #places = :places, #version = :next, #${TTL} = :ttl`,
		expression: old === undefined ? 'attribute_not_exists(#version)' : '#version = :old',
		values: {
			...(old === undefined ? {} : { ':old': old }),
			':next': (before?.version ?? 0) + 1,
			':places': places,
			':ttl': Math.ceil(asked.at / 1000) + KEPT,
		},
	});
	return written === null ? undefined : given;
}

function readRoom(table: Table, item: unknown): v.InferOutput<typeof room> | null {
	return readOrPassOver(() => readItem(room, item), table.passOver);
}

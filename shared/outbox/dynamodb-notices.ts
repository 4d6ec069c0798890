import * as v from 'valibot';
import { readItem, readOrPassOver, text, time } from '../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	type Key,
	OPEN_INDEX,
	openKeys,
	putIf,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { claimable } from './claims.ts';
import { claim, said } from './dynamodb-said.ts';
import { NOTICE_KINDS, type Notice, type Notices, type StoredNotice } from './notices.ts';

/** Seconds: 90 days. */
const NOTICE_KEPT = 90 * 86_400;

const noticeItem = v.object({
	id: text,
	kind: v.picklist(NOTICE_KINDS),
	at: time,
	facts: v.record(v.string(), v.string()),
	said: v.nullable(said),
	claim: v.nullable(claim),
});

/** The notices in the one table: each is in the index of what is open until it is posted. */
export function dynamodbNotices(table: Table): Notices {
	return {
		give: (notice) => putIf(table, itemOf(notice), IS_NEW),
		find: async (id) => readNotice(await getItem(table, noticeKey(id))),
		due: async (most) => {
			const keys = await openKeys(table, 'notice', most);
			const found = await Promise.all(keys.map((key) => getItem(table, key)));
			return found
				.map((item) => readOrPassOver(() => readNotice(item), table.passOver))
				.filter((notice) => notice !== null)
				.filter((notice) => notice.said === null);
		},
		claim: async (id, claimed, ms) => {
			const { expression, values } = claimable(claimed, ms);
			const update = {
				update: 'SET #claim = :claim',
				expression: `#said = :nothing AND ${expression}`,
				values: { ...values, ':claim': claimed },
			};
			return (await updateIf(table, noticeKey(id), update)) !== null;
		},
		recordSaid: async (id, message) => {
			await updateIf(table, noticeKey(id), {
				update: `SET #said = :said, #claim = :nothing REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
				expression: 'attribute_exists(#pk)',
				values: { ':said': message, ':nothing': null },
			});
		},
	};
}

function noticeKey(id: string): Key {
	return { pk: `NOTICE#${id}`, sk: 'NOTICE' };
}

function itemOf({ id, kind, at, facts }: Notice): Key & Readonly<Record<string, unknown>> {
	return {
		...noticeKey(id),
		...{ [OPEN_INDEX.partition]: 'notice', [OPEN_INDEX.sort]: at },
		...{ id, kind, at, facts, said: null, claim: null },
		[TTL]: Math.floor(at / 1000) + NOTICE_KEPT,
	};
}

function readNotice(item: unknown): StoredNotice | null {
	return item === undefined ? null : readItem(noticeItem, item);
}

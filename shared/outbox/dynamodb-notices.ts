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
import { NOTICE_KINDS, type Notice, type Notices, type StoredNotice } from './notices.ts';
import { claim, claimable, postedMessage } from './posted-message.ts';

/** How long a notice is kept, in seconds: 90 days. */
const NOTICE_KEPT = 90 * 86_400;

const noticeItem = v.object({
	id: text,
	kind: v.picklist(NOTICE_KINDS),
	at: time,
	facts: v.record(v.string(), v.string()),
	postedMessage: v.nullable(postedMessage),
	claim: v.nullable(claim),
});

/** The notices in DynamoDB. A notice is in the index of open items until it is posted. */
export function dynamodbNotices(table: Table): Notices {
	return {
		add: (notice) => putIf(table, itemOf(notice), IS_NEW),
		find: async (id) => readNotice(await getItem(table, noticeKey(id))),
		due: async (most) => {
			const keys = await openKeys(table, 'notice', most);
			const found = await Promise.all(keys.map((key) => getItem(table, key)));
			return found
				.map((item) => readOrPassOver(() => readNotice(item), table.passOver))
				.filter((notice) => notice !== null)
				.filter((notice) => notice.postedMessage === null);
		},
		claim: async (id, claimed, ms) => {
			const { expression, values } = claimable(claimed, ms);
			const update = {
				update: 'SET #claim = :claim',
				expression: `#postedMessage = :nothing AND ${expression}`,
				values: { ...values, ':claim': claimed },
			};
			return (await updateIf(table, noticeKey(id), update)) !== null;
		},
		recordFileId: async (id, fileId) => {
			await updateIf(table, noticeKey(id), {
				update: 'SET #facts.#fileId = :fileId',
				expression: 'attribute_exists(#pk)',
				values: { ':fileId': fileId },
			});
		},
		recordPosted: async (id, message) => {
			await updateIf(table, noticeKey(id), {
				update: `SET #postedMessage = :postedMessage, #claim = :nothing REMOVE #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`,
				expression: 'attribute_exists(#pk)',
				values: { ':postedMessage': message, ':nothing': null },
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
		...{ id, kind, at, facts, postedMessage: null, claim: null },
		[TTL]: Math.floor(at / 1000) + NOTICE_KEPT,
	};
}

function readNotice(item: unknown): StoredNotice | null {
	return item === undefined ? null : readItem(noticeItem, item);
}

import * as v from 'valibot';
import { count, readEach, readItem, text, time } from '../runtime/dynamodb-item.ts';
import {
	getItem,
	IS_NEW,
	type Key,
	OPEN_INDEX,
	openItems,
	putIf,
	type Table,
	TTL,
	updateIf,
} from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import { isDue, NOTICE_KINDS, type Notice, type Notices, type StoredNotice } from './notices.ts';
import { claim, claimable, type PostedMessage, postedMessage } from './posted-message.ts';

/** How long a notice is kept, in seconds: 90 days. */
const NOTICE_KEPT = 90 * 86_400;

const noticeItem = v.object({
	id: text,
	kind: v.picklist(NOTICE_KINDS),
	at: time,
	facts: v.record(v.string(), v.string()),
	revision: v.optional(count, 0),
	postedMessage: v.nullable(postedMessage),
	postedRevision: v.optional(v.nullable(count), null),
	claim: v.nullable(claim),
	replies: v.optional(v.array(text), []),
});

const EXISTS = 'attribute_exists(#pk)';
const CLOSED = `#${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`;

/** The notices in DynamoDB. A notice is in the index of open items while it is due. */
export function dynamodbNotices(table: Table): Notices {
	return {
		add: (notice) => putIf(table, itemOf(notice), IS_NEW),
		makeDue: (notice) => makeDue(table, notice),
		find: async (id) => readNotice(await getItem(table, noticeKey(id))),
		due: async (most) => {
			const items = await openItems(table, 'notice', most);
			return readEach(items, readNotice, table.passOver).filter(isDue);
		},
		claim: async (id, claimed, ms) => {
			const { expression, values } = claimable(claimed, ms);
			const update = {
				update: 'SET #claim = :claim',
				expression: `${EXISTS} AND ${expression}`,
				values: { ...values, ':claim': claimed },
			};
			return (await updateIf(table, noticeKey(id), update)) !== null;
		},
		recordFileId: async (id, fileId) => {
			await updateIf(table, noticeKey(id), {
				update: 'SET #facts.#fileId = :fileId',
				expression: EXISTS,
				values: { ':fileId': fileId },
			});
		},
		recordPosted: (id, message, revision) => recordPosted(table, id, { message, revision }),
		recordReply: async (id, key) => {
			await updateIf(table, noticeKey(id), {
				update: 'SET #replies = list_append(if_not_exists(#replies, :none), :keys)',
				expression: `${EXISTS} AND NOT contains(#replies, :key)`,
				values: { ':none': [], ':keys': [key], ':key': key },
			});
		},
	};
}

/** It is read first, so that an item that is damaged is a DamagedItemError. */
async function makeDue(table: Table, notice: Notice): Promise<number> {
	const key = noticeKey(notice.id);
	const { [OPEN_INDEX.partition]: open, [OPEN_INDEX.sort]: since, [TTL]: ttl } = itemOf(notice);
	return retryOnConflict(`the notice ${notice.id}`, async () => {
		const found = readNotice(await getItem(table, key));
		if (found === null) return (await putIf(table, itemOf(notice), IS_NEW)) ? 0 : undefined;
		const revision = found.revision + 1;
		const grown = await updateIf(table, key, {
			update: `SET #revision = :next, #${OPEN_INDEX.partition} = :open, #${OPEN_INDEX.sort} = :since, #${TTL} = :ttl`,
			expression: `${EXISTS} AND (attribute_not_exists(#revision) OR #revision < :next)`,
			values: { ':next': revision, ':open': open, ':since': since, ':ttl': ttl },
		});
		return grown === null ? undefined : revision;
	});
}

/** A notice that has grown since stays due, and what a later run has recorded stays. */
async function recordPosted(
	table: Table,
	id: string,
	{ message, revision }: { message: PostedMessage; revision: number },
): Promise<void> {
	const set = 'SET #postedMessage = :message, #postedRevision = :revision, #claim = :nothing';
	const values = { ':message': message, ':revision': revision, ':nothing': null };
	const isLatest = '(attribute_not_exists(#revision) OR #revision <= :revision)';
	const latest = { update: `${set} REMOVE ${CLOSED}`, expression: `${EXISTS} AND ${isLatest}` };
	if ((await updateIf(table, noticeKey(id), { ...latest, values })) !== null) return;
	const isNews =
		'(attribute_not_exists(#postedRevision) OR #postedRevision = :nothing OR #postedRevision < :revision)';
	await updateIf(table, noticeKey(id), {
		...{ update: set, expression: `${EXISTS} AND ${isNews}`, values },
	});
}

function noticeKey(id: string): Key {
	return { pk: `NOTICE#${id}`, sk: 'NOTICE' };
}

function itemOf({ id, kind, at, facts, changesUntil = at }: Notice) {
	return {
		...noticeKey(id),
		...{ [OPEN_INDEX.partition]: 'notice', [OPEN_INDEX.sort]: at },
		...{ id, kind, at, facts, postedMessage: null, claim: null },
		[TTL]: Math.floor(changesUntil / 1000) + NOTICE_KEPT,
	};
}

function readNotice(item: unknown): StoredNotice | null {
	return item === undefined ? null : readItem(noticeItem, item);
}

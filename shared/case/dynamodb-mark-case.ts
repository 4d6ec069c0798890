import { claimable } from '../outbox/dynamodb-posted-message.ts';
import { type Claim, isClaimable, type PostedMessage } from '../outbox/posted-message.ts';
import { OPEN_INDEX, type Table, updateIf } from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import type { Answer, RecalledCase } from './case-store.ts';
import { readCase } from './dynamodb-case-items.ts';
import { locateCase } from './dynamodb-find-case.ts';
import { becomesDue } from './dynamodb-write-case.ts';

/**
 * A write of a sender or a person. It has its own attributes, so it and the writes of judges never
 * overwrite each other.
 */
interface Mark {
	readonly set: string;
	readonly remove?: string;
	readonly expression: string;
	readonly values: Readonly<Record<string, unknown>>;
}

const CLOSED = `#dueSince, #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`;

/** Makes a case due once more, if it needs a message. */
export function touchCase(table: Table, id: string): Promise<RecalledCase | null> {
	return mark(table, id, (stored) => dueAgain(stored));
}

/** Records the first answer and makes the case due, because the card must show it. */
export function answerCase(table: Table, id: string, answer: Answer): Promise<RecalledCase | null> {
	return mark(table, id, (stored) => {
		if (stored.answer !== null) return null;
		const { set, expression, values } = dueAgain(stored);
		return {
			set: `#answer = :answer, ${set}`,
			expression: `#answer = :nothing AND ${expression}`,
			values: { ...values, ':answer': answer, ':nothing': null },
		};
	});
}

/** Answers false if another sender holds the claim, or if there is no such case. */
export async function claimCase(
	table: Table,
	id: string,
	{ claim, ms }: { claim: Claim; ms: number },
): Promise<boolean> {
	const stored = await mark(table, id, (found) => {
		if (!isClaimable(found.claim, claim, ms)) return null;
		const { expression, values } = claimable(claim, ms);
		return { set: '#claim = :claim', expression, values: { ...values, ':claim': claim } };
	});
	return stored?.claim?.by === claim.by;
}

/** Records that a revision was posted. The case is no longer due unless it has grown since then. */
export async function recordPosted(
	table: Table,
	id: string,
	{ postedMessage, revision }: { postedMessage: PostedMessage; revision: number },
): Promise<void> {
	await mark(table, id, (stored) => {
		if (stored.postedRevision > revision) return null;
		const hasGrown = stored.revision > revision;
		return {
			set: '#postedMessage = :postedMessage, #postedRevision = :posted_revision, #claim = :nothing',
			...(hasGrown ? {} : { remove: CLOSED }),
			expression: '#postedRevision = :found AND #revision = :revision',
			values: {
				...{ ':postedMessage': postedMessage, ':posted_revision': revision, ':nothing': null },
				...{ ':found': stored.postedRevision, ':revision': stored.revision },
			},
		};
	});
}

/** Records a reply once, however often it is called. */
export async function recordReply(table: Table, id: string, key: string): Promise<void> {
	await mark(table, id, ({ replies }) => {
		if (replies.includes(key)) return null;
		return {
			set: '#replies = list_append(#replies, :keys)',
			expression: 'NOT contains(#replies, :key)',
			values: { ':key': key, ':keys': [key] },
		};
	});
}

function dueAgain({ needsMessage }: RecalledCase): Mark {
	const grown = '#revision = #revision + :one';
	return {
		set: needsMessage ? `${grown}, ${becomesDue('#urgency', '#lastAt')}` : grown,
		expression: '#needsMessage = :needsMessage',
		values: { ':needsMessage': needsMessage, ...(needsMessage ? { ':case': 'case' } : {}) },
	};
}

/**
 * Writes a mark on the case as it was read. If the case has changed in a way that matters to the
 * mark, it is read again. Every write increments `writes`, so that a case is not copied to its past
 * key without the mark.
 */
async function mark(
	table: Table,
	id: string,
	markOn: (stored: RecalledCase) => Mark | null,
): Promise<RecalledCase | null> {
	return retryOnConflict(`the case ${id}`, async () => {
		const located = await locateCase(table, id);
		if (located === null) return null;
		const made = markOn(located.stored);
		if (made === null) return located.stored;
		const item = await updateIf(table, located.at, {
			update: `SET #writes = #writes + :one, ${made.set}${made.remove ? ` REMOVE ${made.remove}` : ''}`,
			expression: `#id = :id AND ${made.expression}`,
			values: { ...made.values, ':one': 1, ':id': id },
		});
		return item === null ? undefined : readCase(item);
	});
}

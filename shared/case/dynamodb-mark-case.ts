import { claimable, isClaimable } from '../outbox/claims.ts';
import type { Claim, Said } from '../outbox/said.ts';
import { OPEN_INDEX, type Table, updateIf } from '../runtime/dynamodb-table.ts';
import { retryOnConflict } from '../runtime/retry-on-conflict.ts';
import type { Answer, RecalledCase } from './case-store.ts';
import { readCase } from './dynamodb-case-items.ts';
import { locateCase } from './dynamodb-find-case.ts';
import { becomesDue } from './dynamodb-write-case.ts';

/** What senders and people write, in attributes of their own: judges do not overwrite it, and it overwrites nothing. */
interface Mark {
	readonly set: string;
	readonly remove?: string;
	readonly expression: string;
	readonly values: Readonly<Record<string, unknown>>;
}

const CLOSED = `#dueSince, #${OPEN_INDEX.partition}, #${OPEN_INDEX.sort}`;

/** Something is due once more. What nobody is to be told stays silent. */
export function touchCase(table: Table, id: string): Promise<RecalledCase | null> {
	return mark(table, id, (stored) => dueAgain(stored));
}

/** The first answer stands; the card must show it. */
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

/** False where somebody else holds it, or there is no such case. */
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

/** Takes the case out of what is due, unless it has grown since that revision. */
export async function recordSaid(
	table: Table,
	id: string,
	{ said, revision }: { said: Said; revision: number },
): Promise<void> {
	await mark(table, id, (stored) => {
		if (stored.saidRevision > revision) return null;
		const hasGrown = stored.revision > revision;
		return {
			set: '#said = :said, #saidRevision = :said_revision, #claim = :nothing',
			...(hasGrown ? {} : { remove: CLOSED }),
			expression: '#saidRevision = :found AND #revision = :revision',
			values: {
				...{ ':said': said, ':said_revision': revision, ':nothing': null },
				...{ ':found': stored.saidRevision, ':revision': stored.revision },
			},
		};
	});
}

/** Each key stands once, however often it is recorded. */
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

function dueAgain({ posted }: RecalledCase): Mark {
	const grown = '#revision = #revision + :one';
	return {
		set: posted ? `${grown}, ${becomesDue('#urgency', '#lastAt')}` : grown,
		expression: '#posted = :posted',
		values: { ':posted': posted, ...(posted ? { ':case': 'case' } : {}) },
	};
}

/**
 * Marks the case as it was read; where it has changed since in what the mark depends on, it is read again. Every write counts, so that a case which somebody puts away meanwhile is not put away without it.
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

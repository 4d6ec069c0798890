import type { AccountReader } from './account-reader.ts';
import { isUseUnclear } from './add-listed.ts';
import type { AnswerOrGone, ReadFailure } from './answer.ts';
import { type AccountCredentials, ROOT_ACCOUNT, type UserCredentials } from './credentials.ts';
import { eachOf } from './each-of.ts';

export interface DetailsDeps {
	readonly reader: Pick<AccountReader, 'keyLastUsed' | 'userDetails'>;
	/** True once the function must stop. */
	readonly isTimeUp: () => boolean;
	/** True for users whose tags and policies are needed, because something is flagged. */
	readonly isFlagged: (user: UserCredentials, account: AccountCredentials) => Promise<boolean>;
	/** So many users are asked about at once. */
	readonly atOnce: number;
}

export interface Detailed {
	readonly kind: 'detailed';
	readonly credentials: AccountCredentials;
	/** Sentences about what may not be read. */
	readonly notes: readonly string[];
	/** How many users were not looked at, because time was up. */
	readonly left: number;
}

/**
 * Adds tags and policies of flagged users, and the last use of keys that the report mixes up. What
 * may not be read is left out with a note: the account's other findings must not be lost for it.
 */
export async function addDetails(
	account: AccountCredentials,
	{ reader, isTimeUp, isFlagged, atOnce }: DetailsDeps,
): Promise<Detailed | ReadFailure> {
	const users = [...account.users];
	const notes = new Set<string>();
	let left = 0;
	const asked = users
		.map((user, at) => ({ user, at }))
		.filter(({ user }) => user.user !== ROOT_ACCOUNT && !user.isGone);
	const failure = await eachOf(asked, atOnce, async ({ user, at }) => {
		if (isTimeUp()) {
			left++;
			return null;
		}
		const clear = await clearUses(user, account.account, { reader, notes });
		users[at] = clear;
		if (!(await isFlagged(clear, account))) return null;
		const details = await withDetails(clear, account.account, { reader, notes });
		if ('kind' in details) return details;
		users[at] = details;
		return null;
	});
	if (failure !== null) return failure;
	return { kind: 'detailed', credentials: { ...account, users }, notes: [...notes], left };
}

interface Asking {
	readonly reader: DetailsDeps['reader'];
	readonly notes: Set<string>;
}

/** Asks IAM for the last use of each key for which the report does not tell it. */
async function clearUses(
	user: UserCredentials,
	account: string,
	{ reader, notes }: Asking,
): Promise<UserCredentials> {
	const keys = [...user.keys];
	for (const [at, key] of keys.entries()) {
		if (key.id === null || !isUseUnclear(key)) continue;
		const answer = await reader.keyLastUsed(account, key.id);
		if (answer.kind === 'read') keys[at] = { ...key, use: answer.value };
		// Without an answer the use stays unclear, and nothing is found about it.
		else if (answer.kind === 'failed') notes.add(answer.why);
	}
	return { ...user, keys };
}

const QUARANTINE = /^AWSCompromisedKeyQuarantine/;

async function withDetails(
	user: UserCredentials,
	account: string,
	{ reader, notes }: Asking,
): Promise<UserCredentials | ReadFailure> {
	const answer = noted(await reader.userDetails(account, user.user), notes);
	if (answer === null) return user;
	if (answer.kind === 'failed') return answer;
	if (answer.kind === 'gone') return { ...user, isGone: true };
	const { tags, policies } = answer.value;
	return { ...user, tags, quarantine: policies.find((name) => QUARANTINE.test(name)) ?? null };
}

/** Null for a lasting failure, of which a note is taken. */
function noted<T>(answer: AnswerOrGone<T>, notes: Set<string>): AnswerOrGone<T> | null {
	if (answer.kind !== 'failed' || !answer.isLasting) return answer;
	notes.add(answer.why);
	return null;
}

import { type IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { errorName } from '../runtime/error-name.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { type KeyAge, type KeyAges, type KeyOfUser, ROOT_USER } from './key-age.ts';

/**
 * Why IAM cannot tell a key's age. `not-listed`: the user exists and has no such key.
 * `not-permitted`: the reader role cannot be assumed, or may not list the user's keys.
 */
const AGE_UNKNOWN = ['root', 'no-such-user', 'not-listed', 'not-permitted'] as const;
export type AgeUnknown = (typeof AGE_UNKNOWN)[number];

/**
 * Stores when access keys and users were made, by their ids, in milliseconds since 1970; null where
 * that is not known yet.
 */
export interface KeyBirthdays {
	read(keyId: string): Promise<number | null>;
	write(keyId: string, createdAt: number): Promise<void>;
}

export interface IamKeyAgesOptions {
	/** Gives a client that may list the access keys of the account's users. */
	clientFor(account: string): Promise<IAMClient>;
	readonly remembered: KeyBirthdays;
	/** Resolves after so many milliseconds. It should not keep the process alive. */
	readonly sleep: (ms: number) => Promise<unknown>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly telemetry: Pick<Telemetry, 'warn'>;
}

type Answer = Exclude<KeyAge, { kind: 'asking' }>;
interface Kept {
	readonly answer: Answer;
	readonly until: number;
}

const ASKING: KeyAge = { kind: 'asking' };
/** IAM may know the key later: it was just created, or the reader role is deployed meanwhile. */
const UNKNOWN_MS = 3_600_000;
/** So many answers are kept in the memory of a function; the oldest are dropped. */
const MOST_KEPT = 5_000;

/**
 * Looks in the memory of this process, then in the table, and then asks IAM in the owning account.
 * After the time limit the answer is `asking`, while the request continues and its answer is kept.
 * If IAM throttles, fails or cannot be reached, the answer is `asking` too, and a warning is
 * logged.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
export function iamKeyAges(options: IamKeyAgesOptions): KeyAges {
	const kept = new Map<string, Kept>();
	const asked = new Map<string, Promise<KeyAge>>();

	async function ask(key: KeyOfUser): Promise<KeyAge> {
		try {
			const answer = await findOut(key, options);
			keep(kept, key.keyId, { answer, until: untilOf(answer, options.now()) });
			return answer;
		} catch (error) {
			warn(options, key, error);
			return ASKING;
		} finally {
			asked.delete(key.keyId);
		}
	}

	return {
		find: async (key, withinMs) => {
			if (key.user === ROOT_USER) return unknown('root');
			const known = kept.get(key.keyId);
			if (known !== undefined && known.until > options.now()) return known.answer;
			const asking = asked.get(key.keyId) ?? ask(key);
			asked.set(key.keyId, asking);
			return Promise.race([asking, options.sleep(withinMs).then(() => ASKING)]);
		},
	};
}

async function findOut(key: KeyOfUser, options: IamKeyAgesOptions): Promise<Answer> {
	const remembered = await orWarn(options, key, () => options.remembered.read(key.keyId));
	if (remembered !== null) return { kind: 'known', createdAt: remembered };
	const answer = await askIam(key, options);
	if (answer.kind === 'known') {
		// Nothing waits for this write. If it fails, the next caller asks IAM again.
		void orWarn(options, key, () => options.remembered.write(key.keyId, answer.createdAt));
	}
	return answer;
}

async function askIam(key: KeyOfUser, options: IamKeyAgesOptions): Promise<Answer> {
	try {
		const createdAt = await findInList(await options.clientFor(key.account), key);
		return createdAt === null ? unknown('not-listed') : { kind: 'known', createdAt };
	} catch (error) {
		const reason = reasonIn(error);
		if (reason === null) throw error;
		if (reason === 'not-permitted') warn(options, key, error);
		return unknown(reason);
	}
}

/** A user has at most two keys, but a page may still end before them. */
async function findInList(client: IAMClient, { user, keyId }: KeyOfUser): Promise<number | null> {
	let marker: string | undefined;
	do {
		const page = await client.send(new ListAccessKeysCommand({ UserName: user, Marker: marker }));
		const found = page.AccessKeyMetadata?.find(({ AccessKeyId }) => AccessKeyId === keyId);
		if (found?.CreateDate !== undefined) return found.CreateDate.getTime();
		marker = page.IsTruncated === true ? page.Marker : undefined;
	} while (marker !== undefined);
	return null;
}

const REASONS: Readonly<Record<string, AgeUnknown>> = {
	NoSuchEntity: 'no-such-user',
	NoSuchEntityException: 'no-such-user',
	AccessDenied: 'not-permitted',
	AccessDeniedException: 'not-permitted',
};

function reasonIn(error: unknown): AgeUnknown | null {
	const name = errorName(error);
	return Object.hasOwn(REASONS, name) ? (REASONS[name] ?? null) : null;
}

function unknown(reason: AgeUnknown): Answer {
	return { kind: 'unknown', reason };
}

function untilOf({ kind }: Answer, now: number): number {
	return kind === 'known' ? Number.POSITIVE_INFINITY : now + UNKNOWN_MS;
}

function keep(all: Map<string, Kept>, keyId: string, answer: Kept): void {
	all.delete(keyId);
	all.set(keyId, answer);
	for (const oldest of all.keys()) {
		if (all.size <= MOST_KEPT) return;
		all.delete(oldest);
	}
}

/** The table only saves a call. Without it, IAM is asked. */
async function orWarn<T>(
	options: IamKeyAgesOptions,
	key: KeyOfUser,
	use: () => Promise<T>,
): Promise<T | null> {
	try {
		return await use();
	} catch (error) {
		warn(options, key, error);
		return null;
	}
}

function warn(
	{ telemetry }: IamKeyAgesOptions,
	{ account, user }: KeyOfUser,
	error: unknown,
): void {
	telemetry.warn('access key age lookup failed', { account, user, error: errorName(error) });
}

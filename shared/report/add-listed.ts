import type { AccessKey, KeyLastUse, KeyStatus, UserCredentials } from './credentials.ts';

/**
 * An access key as `ListAccessKeys` lists it, with its last use where `GetAccessKeyLastUsed` was
 * asked too. Times are milliseconds since 1970.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
 */
export interface ListedKey {
	readonly id: string;
	readonly createdAt: number;
	readonly status: KeyStatus;
	readonly use: KeyLastUse | null;
}

/**
 * Replaces the keys of the report by those that IAM lists: they have ids, exact dates of creation
 * and the current status. Where the report does not tell which of its keys is which, a key gets the
 * last use of all that it could be, so that nobody removes a key that may be in use.
 */
export function withAccessKeys(
	user: UserCredentials,
	listed: readonly ListedKey[],
): UserCredentials {
	const pairs = pairUp(listed, user.keys);
	const keys = listed.map((key): AccessKey => {
		const found = pairs.get(key.id) ?? [];
		const [only] = found;
		const changes = found.flatMap(({ changedAt }) => changedAt ?? []);
		return {
			...{ id: key.id, status: key.status, createdAt: key.createdAt },
			slot: found.length === 1 ? (only?.slot ?? null) : null,
			changedAt: changes.length === 0 ? null : Math.max(...changes),
			use: key.use ?? usesOf(found),
		};
	});
	return { ...user, keys };
}

/** True if the report alone does not tell when this key was last used. */
export function isUseUnclear({ use }: AccessKey): boolean {
	return use.kind === 'unknown' || use.kind === 'shared';
}

const SECOND = 1000;

/**
 * Gives the keys of the report that each listed key can be. A key is never older in the report than
 * it is: its date there is that of its creation or of a later change of its status.
 */
function pairUp(
	listed: readonly ListedKey[],
	reported: readonly AccessKey[],
): ReadonlyMap<string, readonly AccessKey[]> {
	const pairs = new Map<string, readonly AccessKey[]>();
	const left = { keys: [...listed], slots: [...reported] };
	const rules: readonly ((key: ListedKey, slot: AccessKey) => boolean)[] = [
		(key, slot) => key.status === slot.status && isSameSecond(key, slot),
		(key, slot) => key.status === slot.status && couldBe(key, slot),
		couldBe,
	];
	for (const fits of rules) takePairs(left, pairs, fits);
	for (const key of left.keys)
		pairs.set(
			key.id,
			left.slots.filter((slot) => couldBe(key, slot)),
		);
	return pairs;
}

/** Takes out the pairs of which neither side fits anything else, until there are no more. */
function takePairs(
	left: { keys: ListedKey[]; slots: AccessKey[] },
	pairs: Map<string, readonly AccessKey[]>,
	fits: (key: ListedKey, slot: AccessKey) => boolean,
): void {
	for (let found = true; found; ) {
		found = false;
		for (const key of left.keys) {
			const [slot, ...others] = left.slots.filter((one) => fits(key, one));
			if (slot === undefined || others.length > 0) continue;
			if (left.keys.some((other) => other !== key && fits(other, slot))) continue;
			pairs.set(key.id, [slot]);
			left.keys = left.keys.filter((other) => other !== key);
			left.slots = left.slots.filter((other) => other !== slot);
			found = true;
		}
	}
}

function isSameSecond({ createdAt }: ListedKey, { changedAt }: AccessKey): boolean {
	return changedAt !== null && Math.abs(changedAt - createdAt) < SECOND;
}

function couldBe({ createdAt }: ListedKey, { changedAt }: AccessKey): boolean {
	return changedAt === null || changedAt > createdAt - SECOND;
}

/** The last use of keys that cannot be told apart is the latest of them all. */
function usesOf(slots: readonly AccessKey[]): KeyLastUse {
	const [first, ...others] = slots;
	if (first === undefined) return { kind: 'unknown' };
	if (others.length === 0) return first.use;
	const used = slots.flatMap(({ use }) => ('at' in use ? [use] : []));
	const [latest] = used.toSorted((one, other) => other.at - one.at);
	return latest === undefined ? { kind: 'never' } : { ...latest, kind: 'shared' };
}

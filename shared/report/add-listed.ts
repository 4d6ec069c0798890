import type { AccessKey, KeyLastUse, KeyStatus, UserCredentials } from './credentials.ts';

/**
 * An access key as `ListAccessKeys` lists it, with its last use where `GetAccessKeyLastUsed` was
 * asked too. Times are milliseconds since 1970.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyMetadata.html
 */
export interface ListedKey {
	readonly id: string;
	/** Null if IAM does not tell it. */
	readonly createdAt: number | null;
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
	const { sure, left } = pairUp(listed, user.keys);
	const keys = listed.map((key): AccessKey => {
		const { id, status, createdAt } = key;
		const own = sure.get(id);
		const { slot, changedAt, use } = own ?? unclear(left.filter((one) => couldBe(key, one)));
		return { id, status, createdAt, slot, changedAt, use: key.use ?? use };
	});
	return { ...user, keys };
}

/** True if the report alone does not tell when this key was last used. */
export function isUseUnclear({ use }: AccessKey): boolean {
	return use.kind === 'unknown' || use.kind === 'shared';
}

const SECOND = 1000;

/** Which key of the report is which listed one, as far as that is sure, and those that are left. */
interface Pairs {
	readonly sure: ReadonlyMap<string, AccessKey>;
	readonly left: readonly AccessKey[];
}

/**
 * Finds the key of the report for each listed key. A key is never older in the report than it is:
 * its date there is that of its creation or of a later change of its status.
 */
function pairUp(listed: readonly ListedKey[], reported: readonly AccessKey[]): Pairs {
	const rules: readonly ((key: ListedKey, slot: AccessKey) => boolean)[] = [
		(key, slot) => key.status === slot.status && isSameSecond(key, slot),
		(key, slot) => key.status === slot.status && couldBe(key, slot),
		couldBe,
	];
	const sure = new Map<string, AccessKey>();
	let keys = [...listed];
	let left = [...reported];
	for (const fits of rules) {
		for (let pair = surePair(keys, left, fits); pair !== null; pair = surePair(keys, left, fits)) {
			const { key, slot } = pair;
			sure.set(key.id, slot);
			keys = keys.filter((one) => one !== key);
			left = left.filter((one) => one !== slot);
		}
	}
	return { sure, left };
}

/** A listed key and a key of the report of which neither fits anything else, or null. */
function surePair(
	keys: readonly ListedKey[],
	slots: readonly AccessKey[],
	fits: (key: ListedKey, slot: AccessKey) => boolean,
): { readonly key: ListedKey; readonly slot: AccessKey } | null {
	for (const key of keys) {
		const [slot, ...others] = slots.filter((one) => fits(key, one));
		if (slot === undefined || others.length > 0) continue;
		if (keys.every((other) => other === key || !fits(other, slot))) return { key, slot };
	}
	return null;
}

function isSameSecond({ createdAt }: ListedKey, { changedAt }: AccessKey): boolean {
	return changedAt !== null && createdAt !== null && Math.abs(changedAt - createdAt) < SECOND;
}

function couldBe({ createdAt }: ListedKey, { changedAt }: AccessKey): boolean {
	return changedAt === null || createdAt === null || changedAt > createdAt - SECOND;
}

/** What the report says about a key that could be any of these. */
function unclear(slots: readonly AccessKey[]): Pick<AccessKey, 'slot' | 'changedAt' | 'use'> {
	const changes = slots.flatMap(({ changedAt }) => changedAt ?? []);
	const used = slots.flatMap(({ use }) => ('at' in use ? [use] : []));
	const [latest] = used.toSorted((one, other) => other.at - one.at);
	return {
		slot: null,
		changedAt: changes.length === 0 ? null : Math.max(...changes),
		use: latest === undefined ? { kind: 'unknown' } : { ...latest, kind: 'shared' },
	};
}

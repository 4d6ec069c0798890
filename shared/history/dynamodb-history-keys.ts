import type { Key } from '../runtime/dynamodb-table.ts';
import { shortHash } from '../runtime/sha256.ts';
import { orderText } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { deliveryKey } from './act-keys.ts';
import { type HistoryKind, KEEP } from './history-places.ts';

const DAY = 86_400_000;

/** A record, and the records that belong to it, may wait this long in a queue. */
export const MARGIN = 14 * DAY;

/**
 * Keys are hashed, because they hold text of any length that a caller chose, and ids of access
 * keys.
 */
export function historyPartition(kind: HistoryKind, key: string): string {
	return `HISTORY#${kind}#${shortHash(key)}`;
}

/**
 * Gives the key of a person's network. Trusted networks sort first, so that a long list of others
 * cannot hide them.
 */
export function networkKey(
	person: string,
	{ key, isTrusted }: { key: string; isTrusted: boolean },
): Key {
	const rank = isTrusted ? 'TRUSTED' : 'UNTRUSTED';
	return { pk: historyPartition('networks', person), sk: `${rank}#${shortHash(key)}` };
}

/**
 * Gives when DynamoDB may remove what was learned from a record of this time, in seconds since
 * 1970.
 */
export function expiresAt(kind: HistoryKind, time: number): number {
	return Math.ceil((time + KEEP[kind] + MARGIN) / 1000);
}

/**
 * Gives a sign-in's place in the order of judging, and a hash of its identity. It is the same each
 * time that the record is delivered.
 */
export function stampOf(signIn: SignIn): string {
	return `${orderText(signIn)}#${shortHash(deliveryKey(signIn))}`;
}

import type { Key } from '../runtime/dynamodb-table.ts';
import { sha256 } from '../runtime/sha256.ts';
import { orderText } from '../sign-in/compare-sign-ins.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { deliveryKey } from './act-keys.ts';
import { type HistoryKind, KEEP } from './history-places.ts';

const DAY = 86_400_000;

/** A record may wait so long in a queue, and those that it belongs to with it. */
const MARGIN = 14 * DAY;

/** Keys hold what outsiders choose, at any length, and ids of access keys; so they are hashed. */
export function historyPartition(kind: HistoryKind, key: string): string {
	return `HISTORY#${kind}#${shortHash(key)}`;
}

/** A network of a person. The trusted ones come first, so that no list of others, however long, hides them. */
export function networkKey(
	person: string,
	{ key, isTrusted }: { key: string; isTrusted: boolean },
): Key {
	const rank = isTrusted ? 'INSIDE' : 'OTHER';
	return { pk: historyPartition('networks', person), sk: `${rank}#${shortHash(key)}` };
}

/** When DynamoDB may remove what a record of this time taught, seconds. */
export function expiresAt(kind: HistoryKind, time: number): number {
	return Math.ceil((time + KEEP[kind] + MARGIN) / 1000);
}

/** A sign-in's place in the order of judging, and who it is: the same for each delivery of one record. */
export function stampOf(signIn: SignIn): string {
	return `${orderText(signIn)}#${shortHash(deliveryKey(signIn))}`;
}

/** 128 bits: nobody finds two texts with the same. */
export function shortHash(text: string): string {
	return sha256(text).slice(0, 32);
}

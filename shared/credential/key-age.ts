/** Stands for the user of a key that belongs to the root user. No IAM user can have this name. */
export const ROOT_USER = '<root>';

/**
 * An access key and its owner. `account` owns the key; `user` is the user's name in IAM, without
 * the path.
 */
export interface KeyOfUser {
	readonly keyId: string;
	readonly account: string;
	readonly user: string;
}

/**
 * When a key was created, in milliseconds since 1970, UTC. `asking`: not known within the time that
 * a verdict may wait, so ask again later. `unknown`: IAM cannot tell, because the key is gone or we
 * may not look; asking again does not help today.
 */
export type KeyAge =
	| { readonly kind: 'known'; readonly createdAt: number }
	| { readonly kind: 'asking' }
	| { readonly kind: 'unknown'; readonly reason: string };

/**
 * Asks IAM in the owning account, or answers from what it knows. It never rejects: a key's age must
 * not delay or stop an alert.
 */
export interface KeyAges {
	/** `withinMs`: the longest time that the answer may take. */
	find(key: KeyOfUser, withinMs: number): Promise<KeyAge>;
}

/** `user` of a key that belongs to the account itself; no name in IAM can be written so. */
export const ROOT_USER = '<root>';

/** An access key and whose it is. `account` owns the key; `user` is the name in IAM, without its path. */
export interface KeyOfUser {
	readonly keyId: string;
	readonly account: string;
	readonly user: string;
}

/**
 * When a key was made, milliseconds since 1970, UTC. `asking`: not known within the time that a verdict may wait, ask
 * again later. `unknown`: IAM cannot tell (the key is gone, or we may not look); asking again does not help today.
 */
export type KeyAge =
	| { readonly kind: 'known'; readonly createdAt: number }
	| { readonly kind: 'asking' }
	| { readonly kind: 'unknown'; readonly reason: string };

/** Asks IAM in the owning account, or remembers. Never rejects: a key's age must not delay or stop an alert. */
export interface KeyAges {
	/** `withinMs`: the longest that the answer may take. */
	find(key: KeyOfUser, withinMs: number): Promise<KeyAge>;
}

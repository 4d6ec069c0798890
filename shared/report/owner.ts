/**
 * Who answers for a credential. `source` says who told it: the configuration, a tag (`tag:Owner`),
 * the description of the key in the console, who made the key or the user, or the user's name
 * itself, which is an e-mail address.
 */
export interface Owner {
	readonly value: string;
	readonly source: OwnerSource;
	/** For a tag its key; otherwise null. */
	readonly tag: string | null;
}

export const OWNER_SOURCES = [
	'configuration',
	'tag',
	'key-description',
	'created-by',
	'user-name',
] as const;
export type OwnerSource = (typeof OWNER_SOURCES)[number];

/** An IAM user as IAM names them. */
export interface FoundUser {
	/** `AIDA…` */
	readonly id: string;
	readonly name: string;
	readonly arn: string;
}

/**
 * `not-found`: IAM has no such key or user in the account. `not-answered`: the account cannot be
 * asked, or IAM fails.
 */
export type OwnerAnswer =
	| { readonly kind: 'found'; readonly user: FoundUser }
	| { readonly kind: 'not-found' | 'not-answered' };

/** Whom to look for: the owner of a key, or a user by name. */
export type Wanted = { readonly account: string } & (
	| { readonly keyId: string }
	| { readonly user: string }
);

/** Finds IAM users by what an alarm of AWS names. It never rejects: the alarm must be told. */
export interface KeyOwners {
	find(wanted: Wanted): Promise<OwnerAnswer>;
}

/**
 * When IAM made a user and the credential that was shown, in milliseconds since 1970; null where IAM
 * did not tell.
 */
export interface UserAge {
	readonly user: number | null;
	/** Of a session: when the latest of the user's credentials was made. */
	readonly credential: number | null;
}

/** An IAM user who signed in. */
export interface UserOfSignIn {
	readonly account: string;
	/** The user's name in IAM, without the path. */
	readonly user: string;
	/** `AIDA…`: users who had one name after each other are told apart by it. */
	readonly userId: string;
	/** What was shown. A session may come from any credential of the user. */
	readonly shown: 'access-key' | 'password' | 'session';
	/** Of an access key. */
	readonly keyId: string | null;
}

/** Nothing is known of IAM. */
export const AGE_UNKNOWN: UserAge = { user: null, credential: null };

/**
 * Asks IAM in the user's account, or answers from what it knows. It never rejects: what IAM does not
 * tell in time is null.
 */
export interface UserAges {
	/** `withinMs`: the longest time that the answer may take. */
	find(user: UserOfSignIn, withinMs: number): Promise<UserAge>;
}

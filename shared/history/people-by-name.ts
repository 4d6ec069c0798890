import type { SignIn } from '../sign-in/sign-in.ts';

/** An IAM user, as the records name it. */
export interface SeenUser {
	readonly account: string;
	/** `AIDA…` */
	readonly id: string;
	readonly name: string;
}

/** An IAM user who was found by the name. */
export interface KnownUser extends SeenUser {
	/** The day on which they were last seen, in milliseconds since 1970, UTC. */
	readonly lastAt: number;
}

/** Finds people by the name that others know of them. Upper and lower case are the same. */
export interface PeopleByName {
	/** Remembers the name of an IAM user. Calling it again changes nothing. */
	remember(user: SeenUser, time: number): Promise<void>;
	/** IAM users with this name, in all accounts. */
	iamUsers(name: string): Promise<readonly KnownUser[]>;
	/** User ids of Identity Center that had this user name. */
	directoryUsers(name: string): Promise<readonly string[]>;
}

const IAM_USER_ID = /^AIDA[A-Z\d]{12,124}$/;

/** Gives the IAM user who made the call; null if it is nobody's or the record lacks the id. */
export function seenUserOf({ principal, account: into }: SignIn): SeenUser | null {
	const { kind, id, name } = principal;
	const account = principal.account ?? into;
	if (kind !== 'iam-user' || id === null || name === null || account === null) return null;
	return IAM_USER_ID.test(id) ? { account, id, name } : null;
}

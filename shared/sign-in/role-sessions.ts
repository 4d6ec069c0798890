import { roleOfAssumedRole, withoutPath } from './arn.ts';
import type { SignIn } from './sign-in.ts';

/** A session of a role that a sign-in shows: the one that it obtained, or the one that called. */
export interface RoleSession {
	/** Its `aws:userid`, `AROA…:name`. */
	readonly userId: string;
	/** `AROA…`, by which AWS tells roles apart that had the same name. */
	readonly roleId: string;
	/**
	 * The ARN of the role without its path, which not all records print; null if the record does not
	 * name the role.
	 */
	readonly role: string | null;
}

const USER_ID = /^(AROA[A-Z\d]{12,124}):[\w+=,.@-]{2,64}$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@-]{1,64}$/;

/** True for the ARN of a role without a path, of which nothing is strange to a command line. */
export function isPlainRole(text: string): boolean {
	return ROLE.test(text);
}

/** Gives the sessions of roles that a sign-in shows, as far as their ids are well formed. */
export function roleSessionsIn({
	session,
	principal,
	callerIssuer,
	outcome,
}: SignIn): RoleSession[] {
	const issuer = callerIssuer ?? roleOfAssumedRole(principal.arn ?? '');
	const calling = principal.kind === 'role-session' ? roleSession(principal.id, issuer) : null;
	const isMade = outcome === 'success' && session !== null && session.userId !== principal.id;
	const made = isMade ? roleSession(session.userId, session.roleArn) : null;
	return [made, calling].filter((one) => one !== null);
}

function roleSession(userId: string | null, roleArn: string | null): RoleSession | null {
	const roleId = USER_ID.exec(userId ?? '')?.[1];
	if (userId === null || roleId === undefined) return null;
	const role = withoutPath(roleArn ?? '');
	return { userId, roleId, role: isPlainRole(role) ? role : null };
}

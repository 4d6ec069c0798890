import { nameInArn, readArn, roleOfAssumedRole } from './arn.ts';
import { type Fields, objectAt, textAt } from './fields.ts';
import { readInstant } from './instant.ts';
import { credentialSet } from './read-certificate.ts';
import type { Principal, Session } from './sign-in.ts';

interface SessionContext {
	readonly event: string;
	readonly time: number;
	readonly account: string | null;
	readonly principal: Principal;
}

/**
 * Reads the session that a successful event obtained; null for events of the portal itself, whose
 * session has no `aws:userid`.
 */
export function readSession(record: Fields, context: SessionContext): Session | null {
	switch (context.event) {
		case 'AssumeRole':
		case 'AssumeRoleWithSAML':
		case 'AssumeRoleWithWebIdentity':
			return assumedRole(record, context);
		case 'GetFederationToken':
			return {
				...vended(record, context),
				userId: federatedUserId(record),
				name: requested(record, 'name'),
			};
		case 'CreateSession':
			return certificateSession(record, context);
		case 'GetDelegatedAccessToken':
			return delegated(record, context);
		case 'GetSessionToken':
		case 'GetScopedCredentials':
			return { ...vended(record, context), ...identityOf(record, context.principal) };
		case 'AssumeRoot':
			return { ...vended(record, context), userId: rootTarget(record), name: null };
		case 'GetRoleCredentials':
		case 'Federate':
			return { ...vended(record, context), userId: null, name: context.principal.name };
		case 'SwitchRole':
			return switchedRole(record, context);
		case 'ConsoleLogin':
		case 'RenewRole':
		case 'GetSigninToken':
		case 'AuthorizeOAuth2Access':
		case 'CreateOAuth2Token':
		case 'CreateOAuth2TokenWithIAM':
			return { ...vended(record, context), ...identityOf(record, context.principal) };
		default:
			return null;
	}
}

function vended(record: Fields, { time }: SessionContext): Session {
	return withEnd(time, objectAt(objectAt(record, 'responseElements'), 'credentials'));
}

function withEnd(time: number, credentials: Fields): Session {
	const endsAt = readInstant(textAt(credentials, 'expiration') ?? '');
	return { userId: null, roleArn: null, name: null, issuedAt: time, endsAt };
}

/** Some services omit `assumedRoleUser`, so the request fills the gaps. */
function assumedRole(record: Fields, context: SessionContext): Session {
	const user = objectAt(objectAt(record, 'responseElements'), 'assumedRoleUser');
	const userId = textAt(user, 'assumedRoleId');
	const roleArn = requested(record, 'roleArn') ?? roleOfAssumedRole(textAt(user, 'arn') ?? '');
	const name = requested(record, 'roleSessionName') ?? userId?.split(':')[1] ?? null;
	return { ...vended(record, context), userId, roleArn, name };
}

/**
 * Roles Anywhere names the session after the certificate's serial number. Whether the record prints
 * the session's id is not published; without it the session cannot be denied.
 */
function certificateSession(record: Fields, { time }: SessionContext): Session {
	const set = credentialSet(record);
	const user = objectAt(set, 'assumedRoleUser');
	const arn = textAt(user, 'arn') ?? '';
	return {
		...withEnd(time, objectAt(set, 'credentials')),
		userId: textAt(user, 'assumedRoleId'),
		roleArn: textAt(set, 'roleArn') ?? requested(record, 'roleArn') ?? roleOfAssumedRole(arn),
		name: nameInArn(arn),
	};
}

/** The delegate gets a session of this principal. The answer does not hold the session's id. */
function delegated(record: Fields, context: SessionContext): Session {
	const arn = textAt(objectAt(record, 'responseElements'), 'assumedPrincipal') ?? '';
	const isRole = readArn(arn)?.resource.startsWith('role/') ?? false;
	return {
		...vended(record, context),
		roleArn: isRole ? arn : roleOfAssumedRole(arn),
		name: isRole ? null : nameInArn(arn),
	};
}

/**
 * In the record of the account that was entered, the identity is the role. In the record of the
 * account that was left, it is still the person.
 */
function switchedRole(record: Fields, context: SessionContext): Session {
	const entered = textAt(objectAt(record, 'additionalEventData'), 'SwitchTo');
	if (entered === null)
		return { ...vended(record, context), ...identityOf(record, context.principal) };
	return { ...vended(record, context), roleArn: entered, name: context.principal.name };
}

function identityOf(
	record: Fields,
	principal: Principal,
): Pick<Session, 'userId' | 'roleArn' | 'name'> {
	const isRole = principal.kind === 'role-session';
	const roleArn = isRole ? readIssuer(record, principal) : null;
	return { userId: principal.id, roleArn, name: isRole ? principal.name : null };
}

/**
 * Gives the ARN of the role of a role session, or of the user who created a federated session: the
 * calling session has its permissions. The issuer keeps the role's path, which the session's own
 * ARN does not have.
 */
export function readIssuer(record: Fields, principal: Principal): string | null {
	return textAt(issuerOf(record), 'arn') ?? roleOfAssumedRole(principal.arn ?? '');
}

/** Gives the unique id of that role or user. */
export function readIssuerId(record: Fields): string | null {
	return textAt(issuerOf(record), 'principalId');
}

function issuerOf(record: Fields): Fields {
	return objectAt(objectAt(objectAt(record, 'userIdentity'), 'sessionContext'), 'sessionIssuer');
}

/**
 * Gives the account whose root user AssumeRoot makes: `targetPrincipal` is the account's id, or the
 * ARN of its root user.
 */
export function rootTarget(record: Fields): string | null {
	const target = requested(record, 'targetPrincipal') ?? '';
	const account = readArn(target)?.account ?? target;
	return /^\d{12}$/.test(account) ? account : null;
}

function federatedUserId(record: Fields): string | null {
	return textAt(objectAt(objectAt(record, 'responseElements'), 'federatedUser'), 'federatedUserId');
}

function requested(record: Fields, key: string): string | null {
	return textAt(objectAt(record, 'requestParameters'), key);
}

import { nameInArn, readArn } from './arn.ts';
import type { Principal, SignIn } from './sign-in.ts';

/** Only AWS can create a role under this path. The role's name alone proves nothing. */
const IDENTITY_CENTER_ROLE = /^arn:[\w-]+:iam::\d*:role\/aws-reserved\/sso\.amazonaws\.com\//;

/**
 * Gives one text per person, however the records write the name. History and cases are stored under
 * it. It is null if the record does not name the person (a hidden name). An Identity Center user of
 * whom only the name is known has `idc-name:…`; history knows the id behind the name.
 */
export function personKey(signIn: SignIn): string | null {
	const { principal, links } = signIn;
	if (links.switchedFrom !== null) return keyOfArn(links.switchedFrom) ?? keyOfPrincipal(signIn);
	if (principal.kind === 'identity-center-user' || links.identityStoreUserId !== null) {
		const id = links.identityStoreUserId ?? principal.id;
		return id !== null ? `idc:${id}` : identityCenterName(principal.name);
	}
	return keyOfPrincipal(signIn);
}

function keyOfPrincipal({ principal, account, callerIssuer }: SignIn): string | null {
	const owner = principal.account ?? account ?? '';
	switch (principal.kind) {
		case 'root':
			return `root:${owner}`;
		case 'iam-user':
			return principal.name === null
				? named('user-id', owner, principal.id)
				: `user:${owner}/${principal.name}`;
		case 'role-session':
			if (isIdentityCenterSession(principal, callerIssuer))
				return identityCenterName(principal.name);
			return sessionKey(principal, callerIssuer, owner);
		case 'identity-center-user':
			return identityCenterName(principal.name);
		case 'federated-user':
			// The session is the user's who created it, whatever it is called.
			return (
				keyOfArn(callerIssuer ?? '') ?? named(principal.kind, owner, principal.id ?? principal.name)
			);
		case 'saml-user':
		case 'web-identity':
		case 'certificate':
		case 'aws-account':
		case 'aws-service':
		case 'unknown':
			return named(principal.kind, owner, principal.id ?? principal.name);
	}
}

function named(kind: string, owner: string, id: string | null): string | null {
	return id === null ? null : `${kind}:${owner}/${id}`;
}

function identityCenterName(name: string | null): string | null {
	return name === null ? null : `idc-name:${name.toLowerCase()}`;
}

/** One session has one key, whether the record prints its ARN, its id, or both. */
function sessionKey(
	{ arn, id, name }: Principal,
	callerIssuer: string | null,
	owner: string,
): string | null {
	const role = nameInArn(callerIssuer ?? '');
	const whole = role === null || name === null ? null : `session:${owner}/${role}/${name}`;
	return keyOfArn(arn ?? '') ?? whole ?? named('session', owner, id ?? arn);
}

/**
 * Users are identified by name, which is unique in an account whatever the path; sessions by role
 * and session name.
 */
function keyOfArn(text: string): string | null {
	const arn = readArn(text);
	const [kind, ...parts] = arn?.resource.split('/') ?? [];
	const name = parts.at(-1);
	if (arn === null || name === undefined)
		return kind === 'root' && arn ? `root:${arn.account}` : null;
	if (kind === 'user') return `user:${arn.account}/${name}`;
	const role = parts.at(-2);
	return kind === 'assumed-role' && role !== undefined
		? `session:${arn.account}/${role}/${name}`
		: null;
}

/**
 * True for the session of an Identity Center permission set. Its session name is the user name in
 * the directory.
 */
export function isIdentityCenterSession(principal: Principal, roleArn: string | null): boolean {
	return principal.kind === 'role-session' && isIdentityCenterRole(roleArn);
}

/** True for the role of an Identity Center permission set. */
export function isIdentityCenterRole(roleArn: string | null): boolean {
	return IDENTITY_CENTER_ROLE.test(roleArn ?? '');
}

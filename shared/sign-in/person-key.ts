import { readArn } from './arn.ts';
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
			return keyOfArn(principal.arn ?? '') ?? named('session', owner, principal.id);
		case 'identity-center-user':
			return identityCenterName(principal.name);
		case 'federated-user':
		case 'saml-user':
		case 'web-identity':
		case 'aws-account':
			return named(principal.kind, owner, principal.id ?? principal.name);
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
	if (kind !== 'assumed-role') return null;
	const role = parts[0] ?? '';
	return IDENTITY_CENTER_ROLE.test(role)
		? identityCenterName(name)
		: `session:${arn.account}/${role}/${name}`;
}

/**
 * True for the session of an Identity Center permission set. Its session name is the user name in
 * the directory.
 */
export function isIdentityCenterSession(principal: Principal, roleArn: string | null): boolean {
	return principal.kind === 'role-session' && IDENTITY_CENTER_ROLE.test(roleArn ?? '');
}

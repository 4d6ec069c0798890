import { nameInArn } from '../sign-in/arn.ts';
import { isIdentityCenterRole, isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isHandedBack } from './handed-back.ts';

/**
 * Older console calls print the console's own name in `invokedBy`, together with the person's
 * address.
 */
const CONSOLE = /^(signin\.amazonaws\.com|AWS Internal.*)$/i;

/**
 * AWS's managed MCP servers call AWS for a person, with the person's credentials. Address and user
 * agent are the server's name then.
 * https://docs.aws.amazon.com/signin/latest/userguide/aws-mcp-server.html
 */
const MCP_SERVER = /^[a-z0-9-]+-mcp(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com(\.cn)?$/i;

/**
 * True if a service made this call with somebody's permissions, and keeps what it obtained. The
 * address and the key are then the service's.
 */
export function isForwarded(signIn: SignIn): boolean {
	const { invokedBy } = signIn;
	return invokedBy !== null && !CONSOLE.test(invokedBy) && !hidesAddress(signIn);
}

/**
 * True if AWS made the call for somebody who gets what it returns, so that it is their call, but
 * from an address that the record does not show.
 */
export function hidesAddress(signIn: SignIn): boolean {
	return isThroughMcp(signIn) || isHandedBack(signIn);
}

/** True for a call through one of AWS's managed MCP servers. */
export function isThroughMcp({ invokedBy, address, principal }: SignIn): boolean {
	if (principal.kind === 'aws-service') return false;
	return MCP_SERVER.test(invokedBy ?? '') || MCP_SERVER.test(address ?? '');
}

/**
 * True for calls that look like those of Identity Center's backend, which acts in the target account
 * for a person whose own act has another record. The address is a public address of AWS then and
 * says nothing about the person. Only AWS can create a role under the reserved path, but a thief who
 * stole a session of such a role can make the second call too. So only another record of the same
 * act shows that it was the backend. A user agent shows nothing: AWS changes its own, and a thief
 * copies it.
 */
export function looksLikeBackend(signIn: SignIn): boolean {
	const { event, session, principal, outcome } = signIn;
	if (isDirectorySaml(signIn)) return true;
	const isToken = event === 'GetSigninToken' && outcome === 'success';
	return isToken && isIdentityCenterSession(principal, session?.roleArn ?? null);
}

/**
 * True for a record that may be one of Identity Center's backend, but lacks the part that would show
 * it: the request, or the calling session. Nobody but AWS can leave them out, and its address is not
 * known to be a person's.
 */
export function mayBeBackend(signIn: SignIn): boolean {
	const { event, outcome, links, principal, session } = signIn;
	const role = nameInArn(session?.roleArn ?? '') ?? '';
	if (outcome !== 'success' || !role.startsWith('AWSReservedSSO_') || looksLikeBackend(signIn))
		return false;
	if (event === 'AssumeRoleWithSAML') return links.samlProvider === null;
	const isSession = principal.kind === 'role-session' && links.sessionCreatedAt === null;
	return event === 'GetSigninToken' && isSession;
}

/** True if an address that is not trusted may be AWS's own, and so says nothing about a person. */
export function mayHideAddress(signIn: SignIn): boolean {
	return hidesAddress(signIn) || mayBeBackend(signIn);
}

/** True for a session of a reserved role that was obtained with an assertion of the directory. */
export function isDirectorySaml({ event, outcome, links, session }: SignIn): boolean {
	if (event !== 'AssumeRoleWithSAML' || outcome !== 'success') return false;
	const provider = /:saml-provider\/AWSSSO_[0-9a-f]+_DO_NOT_DELETE$/;
	return provider.test(links.samlProvider ?? '') && isIdentityCenterRole(session?.roleArn ?? null);
}

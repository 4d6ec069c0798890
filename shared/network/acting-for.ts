import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/** Older console calls print the console's own name in `invokedBy`, beside the person's address. */
const CONSOLE = /^(signin\.amazonaws\.com|AWS Internal.*)$/i;

/**
 * The portal's build does not fill in its version. This text distinguishes the portal from every
 * other Java client.
 */
// biome-ignore lint/suspicious/noTemplateCurlyInString: printed like this
const PORTAL_AGENT = 'Jersey/${project.version}';

/**
 * True if a service made this call with somebody's permissions. The address and the key are then
 * the service's.
 */
export function isForwarded({ invokedBy }: SignIn): boolean {
	return invokedBy !== null && !CONSOLE.test(invokedBy);
}

/**
 * True for calls that Identity Center's backend makes in the target account for a person whose own
 * act has another record. The address is a public address of AWS and says nothing about the person.
 */
export function isIdentityCenterBackend(signIn: SignIn): boolean {
	const { event, links, session, principal, userAgent, outcome } = signIn;
	const roleArn = session?.roleArn ?? null;
	if (outcome !== 'success') return false;
	// Only AWS can create a role under that path.
	if (event === 'AssumeRoleWithSAML') {
		const isDirectory = /:saml-provider\/AWSSSO_[0-9a-f]+_DO_NOT_DELETE$/.test(
			links.samlProvider ?? '',
		);
		return isDirectory && isIdentityCenterSession({ ...principal, kind: 'role-session' }, roleArn);
	}
	// A stolen session can make this call too, so only the portal's own user agent is accepted. A
	// thief who imitates it must still open the console, and that ConsoleLogin shows their address.
	const isPortal = userAgent?.startsWith(PORTAL_AGENT) ?? false;
	return event === 'GetSigninToken' && isPortal && isIdentityCenterSession(principal, roleArn);
}

import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/** Older console calls print the console's own name in `invokedBy`, with the person's address. */
const CONSOLE = /^(signin\.amazonaws\.com|AWS Internal.*)$/i;

/** The portal's build forgot to fill in its version, which tells it from every other Java client. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: printed like this
const PORTAL_AGENT = 'Jersey/${project.version}';

/** True when a service made this call with somebody's permissions: address and key are the service's. */
export function isForwarded({ invokedBy }: SignIn): boolean {
	return invokedBy !== null && !CONSOLE.test(invokedBy);
}

/**
 * True for what Identity Center's backend does in the target account for a person who has a record of his own. Its
 * address is a public one of AWS, which says nothing about the person.
 */
export function isIdentityCenterBackend(signIn: SignIn): boolean {
	const { event, links, session, principal, userAgent, outcome } = signIn;
	const roleArn = session?.roleArn ?? null;
	if (outcome !== 'success') return false;
	// Nobody but AWS can make a role under that path.
	if (event === 'AssumeRoleWithSAML') {
		const isDirectory = /:saml-provider\/AWSSSO_[0-9a-f]+_DO_NOT_DELETE$/.test(
			links.samlProvider ?? '',
		);
		return isDirectory && isIdentityCenterSession({ ...principal, kind: 'role-session' }, roleArn);
	}
	// A stolen session can call this too, so only the portal's own unmistakable user agent is taken for the portal.
	// A thief who imitates it still has to open the console, and that ConsoleLogin shows his address.
	const isPortal = userAgent?.startsWith(PORTAL_AGENT) ?? false;
	return event === 'GetSigninToken' && isPortal && isIdentityCenterSession(principal, roleArn);
}

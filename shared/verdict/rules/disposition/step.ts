import { isIdentityCenterSession } from '../../../sign-in/person-key.ts';
import type { SignIn } from '../../../sign-in/sign-in.ts';
import type { DispositionRule } from '../../evidence.ts';
import { pointing } from '../../pointing.ts';
import type { Reason } from '../../verdict.ts';

/** Root's password being recovered or changed: no session by itself, but nobody should learn of it a week later. */
const ROOT_STEPS = new Set(['PasswordUpdated', 'PasswordRecoveryRequested', 'PasswordRecoveryCompleted']);

/** MFA checks, challenges, and what Identity Center's backend does in the target account for the person. */
export const step: DispositionRule = ({ signIn, known }) => {
	if (signIn.part !== 'step' && !isBackendStep(signIn)) return null;
	const reason: Reason = ROOT_STEPS.has(signIn.event)
		? { code: 'root-credentials-changed', detail: signIn.event }
		: pointing('step-of', known.stepOf);
	return { disposition: 'record', counts: false, reasons: [reason] };
};

function isBackendStep(signIn: SignIn): boolean {
	const { event, links, session, principal, userAgent } = signIn;
	// Both marks are reserved to AWS: nobody can make a role under that path.
	if (event === 'AssumeRoleWithSAML' && signIn.outcome === 'success') {
		const byIdentityCenter = /:saml-provider\/AWSSSO_[0-9a-f]+_DO_NOT_DELETE$/.test(links.samlProvider ?? '');
		return byIdentityCenter && isIdentityCenterSession({ ...principal, kind: 'role-session' }, session?.roleArn ?? null);
	}
	// A stolen session can call this too, so only the portal's own unmistakable user agent is taken for the portal.
	// A thief who imitates it still has to open the console, and that ConsoleLogin shows his address.
	return (
		event === 'GetSigninToken' &&
		isIdentityCenterSession(principal, session?.roleArn ?? null) &&
		(userAgent?.startsWith('Jersey/') ?? false)
	);
}

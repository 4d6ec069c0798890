import type { SignIn } from '../../../sign-in/sign-in.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/** An unknown event gave somebody credentials. Away from our networks that is never low. */
export const credentialsReturned: RiskFactorRule = ({ signIn, network }) => {
	if (!hasReturnedCredentials(signIn)) return null;
	const isTrusted = network.classification === 'trusted';
	return {
		reason: { code: 'credentials-returned' },
		...(isTrusted ? {} : { atLeast: 'medium' }),
	};
};

/** True if an event that is on no list shows in its answer that it gave credentials. */
export function hasReturnedCredentials({ part, outcome }: SignIn): boolean {
	return part === 'unknown' && outcome === 'success';
}

import { isUse } from '../../../sign-in/used-credential.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/** A session is at work from another network than it was obtained from: its token was carried off. */
export const sessionElsewhere: RiskFactorRule = ({ signIn, network, known }, disposition) => {
	if (!isUse(signIn) || disposition !== 'alert' || known.sessionOrigin === null) return null;
	const { key } = known.sessionOrigin.network;
	return key === network.key
		? null
		: { reason: { code: 'session-elsewhere', detail: key }, raise: 1, atLeast: 'high' };
};

import { isFirstToken } from '../../../history/tokens.ts';
import { isElsewhere } from '../../../network/network.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/**
 * A person who is tricked into confirming a device code logs in from their own network, and the
 * token goes to the attacker. A token that is renewed on the move is only a new network.
 */
export const tokenFromElsewhere: RiskFactorRule = ({ signIn, network, known }) => {
	if (!isFirstToken(signIn) || signIn.outcome !== 'success' || !isElsewhere(network)) return null;
	const { login } = known;
	if (login === null || login.network === network.key) return null;
	return { reason: { code: 'token-from-elsewhere', detail: login.network }, atLeast: 'critical' };
};

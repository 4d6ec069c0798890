import type { RiskFactorRule } from '../../evidence.ts';
import { isOwnEndpoint } from '../../own-endpoint.ts';

/**
 * The endpoint belongs to another account of ours than the credential, and nobody has used this
 * credential there before: an attacker in one account may hold a credential of another one.
 */
export const newToEndpointAccount: RiskFactorRule = (evidence) => {
	const { signIn, known } = evidence;
	if (!known.isNewToEndpointAccount || signIn.outcome !== 'success' || !isOwnEndpoint(evidence))
		return null;
	const account = signIn.vpcEndpointAccount ?? '';
	return { reason: { code: 'new-to-endpoint-account', detail: account }, atLeast: 'high' };
};

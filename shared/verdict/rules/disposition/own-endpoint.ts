import type { DispositionRule } from '../../evidence.ts';
import { isOwnEndpoint } from '../../own-endpoint.ts';

/**
 * Somebody has forgotten to list an endpoint of ours. That is told once for each person and
 * endpoint, unless the session was itself obtained by a sign-in that was alerted.
 */
export const ownEndpoint: DispositionRule = (evidence) => {
	const { signIn, network, known } = evidence;
	if (signIn.outcome !== 'success' || !isOwnEndpoint(evidence)) return null;
	const isKnown = known.networks.includes(network.key) && known.initiator?.flagged !== true;
	return {
		disposition: isKnown ? 'record' : 'alert',
		counts: true,
		reasons: [{ code: 'own-vpc-endpoint', detail: network.key }],
	};
};

import type { DispositionRule, Evidence } from '../../evidence.ts';
import { isOwnEndpoint } from '../../own-endpoint.ts';
import { findRiskFactors } from '../../risk-factors.ts';
import { isAtLeast } from '../../verdict.ts';

/**
 * Somebody has forgotten to list an endpoint of ours. That is told once for each person and
 * endpoint, and again for everything that is at least high by itself.
 */
export const ownEndpoint: DispositionRule = (evidence) => {
	const { signIn, network, known } = evidence;
	if (signIn.outcome !== 'success' || !isOwnEndpoint(evidence)) return null;
	const isKnown = known.networks.includes(network.key) && !isAlarming(evidence);
	return {
		disposition: isKnown ? 'record' : 'alert',
		counts: true,
		reasons: [{ code: 'own-vpc-endpoint', detail: network.key }],
	};
};

/**
 * Such as a session that a flagged sign-in obtained, or a credential that is new to the account. A
 * machine that is new at the endpoint was told the first time.
 */
function isAlarming(evidence: Evidence): boolean {
	return findRiskFactors(evidence, 'alert').some(
		({ reason, atLeast = 'info' }) =>
			isAtLeast(atLeast, 'high') && reason.code !== 'machine-elsewhere',
	);
}

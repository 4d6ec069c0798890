import type { RiskFactorRule } from '../../evidence.ts';

/** A person seen before, never from here. Cold history says nothing: everything is new to a new monitor. */
export const newNetwork: RiskFactorRule = ({ signIn, network, known, workload }) => {
	const isJudged = network.classification === 'untrusted' || network.classification === 'unknown';
	if (workload || signIn.outcome !== 'success' || !isJudged) return null;
	if (known.networks.length === 0 || known.networks.includes(network.key)) return null;
	return { reason: { code: 'new-network', detail: network.key }, raise: 1 };
};

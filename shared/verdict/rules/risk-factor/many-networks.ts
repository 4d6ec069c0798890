import type { RiskFactorRule } from '../../evidence.ts';

/** More networks within an hour than a traveller has: beyond them a person's sign-ins are one case, not a flood of cards. */
export const MANY_NETWORKS = 10;

/** One person from everywhere at once: a botnet, or one customer's IPv6 prefix. */
export const manyNetworks: RiskFactorRule = ({ signIn, network, known }) => {
	if (signIn.outcome !== 'success' || network.classification !== 'untrusted') return null;
	if (known.newNetworks < MANY_NETWORKS) return null;
	return { reason: { code: 'many-networks', detail: String(known.newNetworks + 1) }, raise: 1 };
};

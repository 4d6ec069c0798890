import { showsHolder } from '../../../sign-in/used-credential.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/**
 * This is more networks within an hour than a traveller has. Above it a person's sign-ins become
 * one case instead of many cards.
 */
export const MANY_NETWORKS = 10;

/** One person comes from many networks at once: a botnet, or one customer's IPv6 prefix. */
export const manyNetworks: RiskFactorRule = ({ signIn, network, known, workload }, disposition) => {
	// New instances of a machine have new addresses.
	if (workload || disposition === 'watch') return null;
	if (!showsHolder(signIn) || network.classification !== 'untrusted') return null;
	if (known.newNetworks < MANY_NETWORKS) return null;
	return { reason: { code: 'many-networks', detail: String(known.newNetworks + 1) }, raise: 1 };
};

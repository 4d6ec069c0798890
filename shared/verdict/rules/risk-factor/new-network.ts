import { isShown } from '../../../history/session-origins.ts';
import { isElsewhere } from '../../../network/network.ts';
import { showsHolder } from '../../../sign-in/used-credential.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/**
 * The person was seen before, but never from this network. If nothing is known about the person,
 * this says nothing, because everything is new to a new monitor. A network stays new for a day to a
 * key that was told at work there: a thief first looks whose key it is, and then takes a role.
 */
export const newNetwork: RiskFactorRule = ({ signIn, network, known, workload }, disposition) => {
	if (disposition === 'watch' || !isShown({ signIn, network })) return null;
	if (workload || !showsHolder(signIn) || !isElsewhere(network)) return null;
	const isNewToKey = known.used !== null && known.isNewHere;
	const isKnown = known.networks.includes(network.key) && !isNewToKey;
	if (known.networks.length === 0 || isKnown) return null;
	return { reason: { code: 'new-network', detail: network.key }, raise: 1 };
};

import { isShown } from '../../../history/session-origins.ts';
import { isElsewhere } from '../../../network/network.ts';
import { showsHolder } from '../../../sign-in/used-credential.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/**
 * The person was seen before, but never from this network. If nothing is known about the person,
 * this says nothing, because everything is new to a new monitor.
 */
export const newNetwork: RiskFactorRule = ({ signIn, network, known, workload }) => {
	if (!isShown({ signIn, network })) return null;
	if (workload || !showsHolder(signIn) || !isElsewhere(network)) return null;
	if (known.networks.length === 0 || known.networks.includes(network.key)) return null;
	return { reason: { code: 'new-network', detail: network.key }, raise: 1 };
};

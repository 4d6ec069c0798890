import { isElsewhere } from '../../../network/network.ts';
import { isAwsMarker } from '../../../sign-in/machine.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/**
 * AWS issued the credential to a machine. Its role is known from other networks, but not from this
 * one for longer than a day: somebody may have copied the credential. A denied call shows that as
 * well.
 */
export const machineElsewhere: RiskFactorRule = ({ signIn, network, known }) => {
	if (!isElsewhere(network) || signIn.outcome === 'unknown') return null;
	if (!isAwsMarker(known.actor?.sign ?? '')) return null;
	if (!known.isNewHere) return null;
	return { reason: { code: 'machine-elsewhere', detail: network.key }, atLeast: 'high' };
};

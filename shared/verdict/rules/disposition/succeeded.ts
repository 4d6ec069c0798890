import type { DispositionRule } from '../../evidence.ts';
import { networkReason } from '../../make-reason.ts';

/**
 * A session was obtained. From a trusted network that is everyday work; from any other network
 * somebody must look at it.
 */
export const succeeded: DispositionRule = (evidence) => {
	if (evidence.signIn.outcome !== 'success') return null;
	const disposition = evidence.network.classification === 'trusted' ? 'record' : 'alert';
	return { disposition, counts: true, reasons: [networkReason(evidence)] };
};

import type { DispositionRule } from '../../evidence.ts';
import { networkReason } from '../../make-reason.ts';

/** A session was obtained: from inside that is everyday, from anywhere else somebody must look. */
export const succeeded: DispositionRule = (evidence) => {
	if (evidence.signIn.outcome !== 'success') return null;
	const disposition = evidence.network.classification === 'trusted' ? 'record' : 'alert';
	return { disposition, counts: true, reasons: [networkReason(evidence)] };
};

import type { DispositionRule } from '../../evidence.ts';
import { failureReason, networkReason } from '../../make-reason.ts';

/**
 * A failure from a trusted network is most likely a typing mistake. From any other network it is
 * watched, but never contained.
 */
export const failed: DispositionRule = (evidence) => {
	if (evidence.signIn.outcome !== 'failure') return null;
	return {
		disposition: evidence.network.classification === 'trusted' ? 'record' : 'watch',
		counts: true,
		reasons: [networkReason(evidence), failureReason(evidence)],
	};
};

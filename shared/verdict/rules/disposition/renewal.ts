import { isRenewal } from '../../../history/tokens.ts';
import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/**
 * `aws login` and the portal's clients renew their tokens every few minutes or hours. From the same
 * network that is not a new sign-in. From another network it is one, because a stolen token can be
 * renewed as well.
 */
export const renewal: DispositionRule = ({ signIn, known }) => {
	if (!isRenewal(signIn) || signIn.outcome !== 'success' || known.tokenBefore === null) return null;
	return {
		disposition: 'record',
		counts: false,
		reasons: [recordReason('repeat', known.tokenBefore)],
	};
};

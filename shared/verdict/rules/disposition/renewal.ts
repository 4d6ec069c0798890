import { isToken } from '../../../history/tokens.ts';
import type { DispositionRule } from '../../evidence.ts';
import { recordReason } from '../../make-reason.ts';

/**
 * `aws login` renews its token every few minutes. From the same network that is not a new sign-in.
 */
export const renewal: DispositionRule = ({ signIn, known }) => {
	const renews =
		isToken(signIn) && signIn.clues.grantType === 'refresh_token' && signIn.outcome === 'success';
	if (!renews || known.tokenBefore === null) return null;
	return {
		disposition: 'record',
		counts: false,
		reasons: [recordReason('repeat', known.tokenBefore)],
	};
};

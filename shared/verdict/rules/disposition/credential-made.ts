import { isMaking } from '../../../record/event-sources.ts';
import { isUseToJudge } from '../../credential-use.ts';
import type { DispositionRule } from '../../evidence.ts';

/**
 * A user, an access key or a password was made, or somebody tried to. It obtains nothing; history
 * learns from it whose credential that is.
 */
export const credentialMade: DispositionRule = (evidence) =>
	isMaking(evidence.signIn.eventSource, evidence.signIn.event) && !isUseToJudge(evidence)
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'credential-made' }] }
		: null;

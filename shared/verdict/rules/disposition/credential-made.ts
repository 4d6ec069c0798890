import { IAM_SOURCE } from '../../../record/event-sources.ts';
import type { DispositionRule } from '../../evidence.ts';

/**
 * A user, an access key or a password was made, or somebody tried to. It obtains nothing; history
 * learns from it whose credential that is.
 */
export const credentialMade: DispositionRule = ({ signIn }) =>
	signIn.eventSource === IAM_SOURCE
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'credential-made' }] }
		: null;

import { callersCopyOf } from '../../callers-copy.ts';
import type { DispositionRule } from '../../evidence.ts';
import type { Reason } from '../../verdict.ts';

/**
 * The target account's copy of a cross-account call does not name the caller. The copy in the
 * caller's account does, and that account is ours. If it is not here, this copy is judged by what it
 * shows: AWS prints the caller's address in both.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const ownAccountCaller: DispositionRule = (evidence) => {
	const { signIn, known } = evidence;
	if (callersCopyOf(evidence) !== 'found') return null;
	const reason: Reason = {
		...{ code: 'own-account-caller', detail: signIn.principal.account ?? '' },
		...(known.witness?.eventId ? { eventId: known.witness.eventId } : {}),
	};
	return { disposition: 'record', counts: false, reasons: [reason] };
};

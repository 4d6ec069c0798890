import { callersCopyOf } from '../../callers-copy.ts';
import type { DispositionRule } from '../../evidence.ts';
import type { Reason } from '../../verdict.ts';

/**
 * The target account's copy of a cross-account call does not name the caller. The copy in the
 * caller's account does, and that account is ours. If it should be here and is not, this copy is
 * judged by what it shows.
 */
export const ownAccountCaller: DispositionRule = (evidence) => {
	const { signIn, known } = evidence;
	const copy = callersCopyOf(evidence);
	if (copy !== 'found' && copy !== 'not-watched') return null;
	const reason: Reason = {
		...{ code: 'own-account-caller', detail: signIn.principal.account ?? '' },
		...(known.witness?.eventId ? { eventId: known.witness.eventId } : {}),
	};
	return { disposition: 'record', counts: false, reasons: [reason] };
};

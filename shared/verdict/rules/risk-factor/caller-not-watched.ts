import { callersCopyOf } from '../../callers-copy.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/** Only the caller's own copy names who called, and whether it was a machine; it cannot come. */
export const callerNotWatched: RiskFactorRule = (evidence) =>
	callersCopyOf(evidence) === 'not-watched'
		? { reason: { code: 'caller-not-watched', detail: evidence.signIn.principal.account ?? '' } }
		: null;

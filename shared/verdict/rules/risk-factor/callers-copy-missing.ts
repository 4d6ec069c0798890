import { callersCopyOf } from '../../callers-copy.ts';
import type { RiskFactorRule } from '../../evidence.ts';

/** A call from an account of ours must be in that account's log too. Somebody may have stopped it. */
export const callersCopyMissing: RiskFactorRule = (evidence) => {
	const copy = callersCopyOf(evidence);
	if (copy !== 'missing' && copy !== 'impossible') return null;
	const { account } = evidence.signIn.principal;
	return { reason: { code: 'callers-copy-missing', detail: account ?? '' } };
};

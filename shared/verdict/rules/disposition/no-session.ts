import { isUseToJudge } from '../../credential-use.ts';
import type { DispositionRule, Evidence } from '../../evidence.ts';

/**
 * GetCallerIdentity, ListAccounts, Logout and similar calls obtain nothing. Those with a credential
 * are judged only from an untrusted network.
 */
export const noSession: DispositionRule = (evidence) =>
	obtainsNothing(evidence) && !isUseToJudge(evidence)
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'no-session' }] }
		: null;

function obtainsNothing({ signIn: { part } }: Evidence): boolean {
	return part === 'no-session' || part === 'use';
}

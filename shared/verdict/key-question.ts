import type { KeyQuestion } from '../history/key-past.ts';
import { isLongTerm, isUse } from '../sign-in/used-credential.ts';
import { useIn } from './credential-use.ts';
import { decideDisposition } from './disposition-rules.ts';
import type { Evidence } from './evidence.ts';

/**
 * Gives what must be found out about a key's past before its use is judged. Null for everything but
 * a use of a long-term key that is going to be told: what joins an earlier one decides nothing.
 */
export function keyQuestionOf(evidence: Omit<Evidence, 'past'>): KeyQuestion | null {
	const { signIn, network, settings } = evidence;
	const keyId = signIn.clues.accessKeyId;
	if (keyId === null || !isLongTerm(signIn) || !isUse(signIn)) return null;
	if (useIn(decideDisposition({ ...evidence, past: null })) !== 'told') return null;
	const owner = signIn.principal.account ?? signIn.recipient;
	// Who owns another account could answer there what they like, and would see who asks.
	const account = settings.ownAccounts.has(owner ?? '') ? owner : null;
	return { keyId, account, region: signIn.region, network: network.key, at: signIn.time };
}

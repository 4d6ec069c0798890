import { WITNESS_REACH } from '../history/witnesses.ts';
import { isThroughMcp } from '../network/acting-for.ts';
import { backendOf } from './backend.ts';
import { callersCopyOf } from './callers-copy.ts';
import type { Evidence } from './evidence.ts';

/** Records of one act arrive within a minute, nearly always. */
const SOON = 60_000;
/** A record that did not arrive within ten minutes is missing. */
const AT_LAST = WITNESS_REACH;

/**
 * Answers how many milliseconds a sign-in must wait before it is judged, if it has waited so long.
 * Null means that it is judged now. Records of one act arrive in any order, and some are harmless
 * only because of another one. What still misses it after the wait is judged with what is known.
 *
 * The wait begins when the message is first received, so a message that is delivered again does not
 * wait again, and one that was long in the queue waits for the others behind it. Replay need not
 * wait, because it reads the records of the next ten minutes beforehand.
 */
export function waitOf(evidence: WaitEvidence, waitedMs: number): number | null {
	const until = waitsUntil(evidence);
	if (waitedMs >= until) return null;
	// Most of them need not wait for the whole time.
	return (waitedMs < SOON ? SOON : until) - waitedMs;
}

type WaitEvidence = Pick<Evidence, 'signIn' | 'origin' | 'network' | 'known' | 'settings'>;

/** Answers how long it must have waited. */
function waitsUntil(evidence: WaitEvidence): number {
	const { signIn, network, known } = evidence;
	if (known.copyOf !== null) return 0;
	if (isThroughMcp(signIn)) return known.sessionOrigin === null ? SOON : 0;
	const backend = backendOf(evidence);
	if (backend === 'unknown') return SOON;
	if (backend === 'not-shown') {
		if (signIn.event === 'AssumeRoleWithSAML') return AT_LAST;
		return network.classification === 'trusted' ? 0 : SOON;
	}
	switch (callersCopyOf(evidence)) {
		case 'missing':
			return AT_LAST;
		// The copy may be the first record that an account of ours ever delivers from this Region.
		case 'not-watched':
			return network.classification === 'trusted' ? 0 : SOON;
		default:
			return 0;
	}
}

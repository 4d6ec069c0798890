import { isPilot } from '../configuration/deployment-targets.ts';
import type { Known } from '../history/history.ts';
import { isDirectorySaml, looksLikeBackend } from '../network/acting-for.ts';
import type { Origin } from '../network/network.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { JudgeSettings } from './evidence.ts';

/**
 * What a call is that looks like Identity Center's backend:
 * - `shown`: another record of the same act shows that the backend acted for a person
 * - `not-watched`: no record of the portal arrives, so it is not strange that this one is missing
 * - `unknown`: the same of a token for the console in a pilot, which gives a session at once
 * - `not-shown`: it is not known to be the backend's
 */
export type Backend = 'shown' | 'not-watched' | 'unknown' | 'not-shown';

interface BackendEvidence {
	readonly signIn: SignIn;
	readonly origin: Origin;
	readonly known: Pick<Known, 'witness'>;
	readonly settings: Pick<JudgeSettings, 'portalDelivers' | 'configuration'>;
}

/** Answers what the call is; null if it does not look like the backend's. */
export function backendOf(evidence: BackendEvidence): Backend | null {
	const { signIn, origin, known, settings } = evidence;
	if (!looksLikeBackend(signIn)) return null;
	// Nobody outside of AWS can have this address.
	if (known.witness !== null || origin.kind === 'aws-internal') return 'shown';
	if (settings.portalDelivers) return 'not-shown';
	if (isDirectorySaml(signIn)) return 'not-watched';
	// The portal's record would show that a person at the desk has asked for the token. Where the
	// directory is outside of the pilot, it is always missing, and one lost record more must not be
	// enough to deny them. A thief who opens the console with the token shows their own address then.
	return isPilot(settings.configuration.deployment) ? 'unknown' : 'not-shown';
}

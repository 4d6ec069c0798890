import { isToldAction } from '../../../history/used-before.ts';
import { actionOf } from '../../../sign-in/used-credential.ts';
import { isUseToJudge, joinsTold } from '../../credential-use.ts';
import type { DispositionRule, Evidence } from '../../evidence.ts';
import { failureReason, networkReason } from '../../make-reason.ts';
import { isOwnEndpoint } from '../../own-endpoint.ts';
import { isTelling } from '../../telling-actions.ts';

const MINUTE = 60_000;

/**
 * A credential is at work from a network that is not ours. It is told once for each credential and
 * network, and again after quiet; what it does after that joins what was told. An action that an
 * attacker takes to stay is told each time that it is new in its case. A denied call is a use: the
 * key works.
 */
export const credentialUse: DispositionRule = (evidence) => {
	if (!isUseToJudge(evidence)) return null;
	const action = actionOf(evidence.signIn);
	// An attempt to sign in that fails counts as one, whatever else it shows.
	const isAttempt = evidence.signIn.part !== 'use';
	if (isTold(evidence)) {
		const again = { disposition: 'record', counts: isAttempt, weighed: false } as const;
		return { ...again, reasons: [{ code: 'use-again' }] };
	}
	return {
		disposition: 'alert',
		counts: true,
		reasons: [
			networkReason(evidence),
			{ code: 'credential-use', detail: action },
			...(isAttempt ? [failureReason(evidence)] : []),
		],
	};
};

function isTold(evidence: Evidence): boolean {
	const { signIn, network, known, past, settings } = evidence;
	const { used, networks } = known;
	if (joinsTold(signIn, used, settings.configuration.use)) return true;
	if (isTelling(signIn) && !isToldAction(signIn, used?.told ?? [])) return false;
	// A job of ours that runs rarely was told, and so was a forgotten endpoint.
	const isOurs = past === 'usual-here' || isOwnEndpoint(evidence);
	return isOfSignIn(evidence) || (isOurs && networks.includes(network.key));
}

/** True if the session was obtained at this network, which was told, and its case is still open. */
function isOfSignIn({ signIn, network, known: { sessionOrigin }, settings }: Evidence): boolean {
	if (sessionOrigin?.network.key !== network.key) return false;
	const { sessionCreatedAt } = signIn.links;
	const longest = settings.configuration.limits.caseMinutes * MINUTE;
	return sessionCreatedAt === null || signIn.time - sessionCreatedAt <= longest;
}

import { judgeCredential } from '../credential/judge-credential.ts';
import { countedActor } from '../history/counted-actor.ts';
import type { Facts, Known, Remembered } from '../history/history.ts';
import { hidesAddress, isDirectorySaml, isForwarded, mayBeBackend } from '../network/acting-for.ts';
import { judgeNetwork, notJudged, type TrustedNetworks } from '../network/judge-network.ts';
import type { JudgedNetwork, Origin } from '../network/network.ts';
import { readOrigin } from '../network/read-origin.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { useIn } from './credential-use.ts';
import { decideDisposition } from './disposition-rules.ts';
import type { JudgeSettings } from './evidence.ts';
import { decidePosting, NOT_POSTED } from './posting.ts';
import { combineSeverity, findRiskFactors, weightsOf } from './risk-factors.ts';
import { isAtLeast, type Verdict } from './verdict.ts';
import { isListedWorkload } from './workload.ts';

/** Establishes what can be said about a sign-in alone: its origin, network and credential. */
export function establishFacts(
	signIn: SignIn,
	{ trusted, configuration }: Pick<JudgeSettings, 'trusted' | 'configuration'>,
): Facts {
	const origin = readOrigin(signIn);
	const isAlarm = signIn.alarm !== undefined && signIn.address === null;
	const isAwsAddress = isForwarded(signIn) || isDirectorySaml(signIn) || isAlarm;
	return {
		signIn,
		origin,
		network: isAwsAddress ? notJudged(origin) : networkOf(signIn, origin, trusted),
		credential: judgeCredential(signIn),
		...{ age: null, past: null },
		isListed: isListedWorkload(signIn, configuration),
	};
}

function networkOf(signIn: SignIn, origin: Origin, trusted: TrustedNetworks): JudgedNetwork {
	if (!hidesAddress(signIn)) {
		const network = judgeNetwork(origin, trusted);
		const isTheirs = network.classification !== 'untrusted' || !mayBeBackend(signIn);
		return isTheirs ? network : { ...network, classification: 'unknown' };
	}
	const key = signIn.invokedBy ?? origin.address ?? origin.kind;
	return { classification: 'unknown', name: null, key };
}

/** True if a machine acts through a role, as far as history knows. */
export function isWorkload({ actor }: Pick<Known, 'actor'>): boolean {
	return actor?.kind === 'machine';
}

/** A verdict, and what history must remember of the sign-in. */
export interface Judgement {
	readonly verdict: Verdict;
	readonly remembered: Remembered;
}

/**
 * Judges one sign-in. The function is pure: the same facts, history and settings give the same
 * answer, in replay as in the function. The facts are settled. `known` must not hold anything later
 * than the sign-in.
 */
export function judge(facts: Facts, known: Known, settings: JudgeSettings): Judgement {
	const workload = isWorkload(known);
	const evidence = { ...facts, known, settings, workload };
	const { disposition, counts, weighed = counts, reasons } = decideDisposition(evidence);
	const factors = weighed ? findRiskFactors(evidence, disposition) : [];
	const posting = weighed ? decidePosting(evidence, disposition, factors) : NOT_POSTED;
	const severity = combineSeverity(disposition, factors);
	const isExcused = factors.some(({ reason: { code } }) => code === 'exempt' || code === 'vendor');
	const alerted = disposition === 'alert' && !isExcused;
	const flagged = disposition === 'alert' && isAtLeast(severity, 'high');
	return {
		verdict: {
			disposition,
			severity,
			posted: posting.posted,
			inSummary: posting.inSummary,
			origin: facts.origin,
			network: facts.network,
			credential: facts.credential,
			workload,
			weights: weightsOf(factors),
			reasons: [...reasons, ...factors.map(({ reason }) => reason), ...posting.reasons],
		},
		remembered: {
			...{ known, counts, alerted, flagged, ageReported: posting.ageReported },
			countedAs: countedActor({ facts, known }),
			use: useIn({ reasons }),
		},
	};
}

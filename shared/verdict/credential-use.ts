import type { UseException, UseSettings } from '../configuration/configuration.ts';
import { matchesArn } from '../configuration/pattern.ts';
import { isToldAction, type UsedBefore } from '../history/used-before.ts';
import { isForwarded, isThroughMcp } from '../network/acting-for.ts';
import { isLeftOut } from '../network/left-out.ts';
import { isElsewhere, type JudgedNetwork, type Origin } from '../network/network.ts';
import { readArn } from '../sign-in/arn.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { isLongTerm, isUse, usedCredential } from '../sign-in/used-credential.ts';
import type { Evidence } from './evidence.ts';
import { idsOf } from './exemption.ts';
import type { JudgedSignIn } from './judged-sign-in.ts';
import { isTelling } from './telling-actions.ts';
import type { Verdict } from './verdict.ts';

type UseEvidence = Pick<Evidence, 'signIn' | 'origin' | 'network' | 'settings' | 'workload'>;

/**
 * True if this is a credential at work from a network that is not ours, and the configuration has
 * such credentials judged: long-term keys, or the sessions of people. A call without an address of
 * its own, and one from a private address, is not judged: the event pattern leaves both out, because
 * everyday work makes far too many of them.
 */
export function isUseToJudge(evidence: UseEvidence): boolean {
	const { signIn, origin, network, settings } = evidence;
	if (!isUse(signIn) || !isShownElsewhere(origin, network)) return false;
	if (isForwarded(signIn) || isThroughMcp(signIn)) return false;
	if (origin.kind === 'unknown' && isLeftOut(signIn, settings.trusted)) return false;
	const { keys, sessions, except } = settings.configuration.use;
	const isPerson = !evidence.workload && !isMonitor(evidence);
	const isMeant = isLongTerm(signIn) ? keys : sessions && isPerson;
	return isMeant && usedCredential(signIn) !== null && exceptionIn(except, evidence) === null;
}

/**
 * True for a session of a role that our functions assume. They work from addresses of AWS, and each
 * use that is told makes them call.
 */
function isMonitor({ signIn: { callerIssuer }, settings }: UseEvidence): boolean {
	const account = readArn(callerIssuer ?? '')?.account;
	if (callerIssuer === null || account === undefined) return false;
	const isOurs = settings.ownAccounts.has(account);
	return isOurs && settings.assumedRoles.some((role) => matchesArn(role, callerIssuer));
}

/** True for a call with an address of its own that is not one of ours, or cannot be shown to be. */
export function isShownElsewhere({ kind }: Origin, network: JudgedNetwork): boolean {
	const isShown = kind === 'public' || kind === 'vpc-endpoint' || kind === 'unknown';
	return isShown && isElsewhere(network);
}

/** Tells whether a use was told, or joined what had been told; null if it was not judged as a use. */
export function useIn({ reasons }: Pick<Verdict, 'reasons'>): 'told' | 'again' | null {
	if (reasons.some(({ code }) => code === 'credential-use')) return 'told';
	return reasons.some(({ code }) => code === 'use-again') ? 'again' : null;
}

/** True for a use by its kind, and for a denied attempt to sign in that was told as one. */
export function isToldUse({ signIn: { part }, verdict }: JudgedSignIn): boolean {
	return part === 'use' || useIn(verdict) === 'told';
}

const HOUR = 3_600_000;

/**
 * True for a use of a credential that was told at this network lately, if it tells nothing new. An
 * action that an attacker takes to stay is new until it was told in its case.
 */
export function joinsTold(
	signIn: SignIn,
	used: Pick<UsedBefore, 'lastAt' | 'told'> | null,
	{ quietHours }: Pick<UseSettings, 'quietHours'>,
): boolean {
	if (used === null || signIn.time - used.lastAt >= quietHours * HOUR) return false;
	return !isTelling(signIn) || isToldAction(signIn, used.told);
}

/** Finds the exception for a credential whose use from anywhere is expected; null if there is none. */
export function exceptionIn(
	except: readonly UseException[],
	{ signIn }: Pick<Evidence, 'signIn'>,
): UseException | null {
	const ids = idsOf(signIn);
	return except.find(({ principal }) => ids.some((id) => matchesArn(principal, id))) ?? null;
}

import type { Case } from '../../case/case.ts';
import type { NetworkClassification } from '../../network/network.ts';
import type { ReasonCode } from '../../verdict/reasons.ts';
import type { Reason } from '../../verdict/verdict.ts';
import type { Action } from '../words/words.ts';
import { type AlarmHeadline, alarmHeadlineOf, isAlarmHeadline } from './alarm-headline.ts';
import { isOfUse, usedKind } from './use-facts.ts';

type Rule = (theCase: Case) => boolean;

/** The headlines of a card and when each applies. The most severe come first. */
const RULES = [
	['device-code-phishing', because('token-from-elsewhere')],
	['root-password', because('root-credentials-changed')],
	['exempt', because('exempt')],
	['root-key', (theCase) => because('root')(theCase) && isOfUse(theCase)],
	['assume-root', because('assume-root')],
	['assume-root-denied', because('assume-root-denied')],
	['root-failed', (theCase) => because('root')(theCase) && onlyFailed(theCase)],
	['root', because('root')],
	['instance-credential', because('instance-credential-in-console')],
	['machine-elsewhere', because('machine-elsewhere')],
	['success-after-others', (theCase) => failedBefore(theCase) === 'address'],
	['success-after-failures', because('failures-then-success')],
	['guessing', because('many-names')],
	['guessing-from-many', because('many-addresses')],
	['failed', onlyFailed],
	['own-endpoint', because('own-vpc-endpoint')],
	['stolen-session', because('session-elsewhere')],
	['stolen-key', (theCase) => isKeyAtWork(theCase) && because('telling-action')(theCase)],
	['key-of-job', (theCase) => isUseOf('key')(theCase) && because('usual-network')(theCase)],
	['key-use', isUseOf('key')],
	['session-use', isUseOf('session')],
	['console-session', because('console-session-from-inside')],
	['vendor', because('vendor')],
	['external-account', because('external-account')],
	[
		'workload',
		({ subject, lead }) =>
			subject === 'workload' && lead.verdict.network.classification !== 'trusted',
	],
	['unknown-event', because('credentials-returned')],
	['untrusted', from('untrusted')],
	['unknown-network', from('unknown')],
	['old-credential', because('credential-too-old')],
	['no-mfa', (theCase) => because('mfa-absent')(theCase) && from('trusted')(theCase)],
	['trusted-network', from('trusted')],
	['sign-in', () => true],
] as const satisfies readonly (readonly [string, Rule])[];

export type Headline = (typeof RULES)[number][0] | AlarmHeadline;

/** The first headline that applies. */
export function headlineOf(theCase: Case): Headline {
	const ofAlarm = alarmHeadlineOf(theCase);
	return ofAlarm ?? RULES.find(([, applies]) => applies(theCase))?.[0] ?? 'sign-in';
}

/** Headlines that name the network already, or for which it does not matter. */
const COMPLETE: ReadonlySet<Headline> = new Set<Headline>([
	'device-code-phishing',
	'exempt',
	'untrusted',
	'unknown-network',
	'no-mfa',
	'own-endpoint',
	'console-session',
	'vendor',
	'trusted-network',
	'sign-in',
]);

/** True if the headline needs the network added to it. */
export function needsPlace(headline: Headline): boolean {
	return !COMPLETE.has(headline) && !isAlarmHeadline(headline);
}

/**
 * True if no sign-in of the case is known to have succeeded, and no use shows that a credential
 * works.
 */
export function onlyFailed({ successes, failures, uses }: Case): boolean {
	return successes === 0 && failures > 0 && uses === null;
}

/** True if something was obtained, and not certainly from a trusted network. */
export function isDenialExpected(theCase: Case): boolean {
	const { signIn, verdict } = theCase.lead;
	if (signIn.alarm !== undefined) return signIn.alarm.state === 'open';
	return verdict.network.classification !== 'trusted' && !onlyFailed(theCase);
}

/** Whose failures came before a success; null if none did, or if an older version stored it. */
function failedBefore({ reasons }: Case): Reason['of'] | null {
	return reasons.find(({ code }) => code === 'failures-then-success')?.of ?? null;
}

function because(code: ReasonCode): Rule {
	return ({ reasons }) => reasons.some((reason) => reason.code === code);
}

/** A use of a key, or of a session, that opened the case or was the worst in it. */
function isUseOf(kind: 'key' | 'session'): Rule {
	return (theCase) => isOfUse(theCase) && usedKind(theCase) === kind;
}

/** The same of a key, or a key at work beside a sign-in that is worse, such as a role that it took. */
function isKeyAtWork(theCase: Case): boolean {
	if (isOfUse(theCase)) return usedKind(theCase) === 'key';
	return theCase.uses?.credentials.some((credential) => credential.startsWith('AKIA')) ?? false;
}

function from(network: NetworkClassification): Rule {
	return ({ lead }) => lead.verdict.network.classification === network;
}

/** Why nobody is contained, as the first sentence of the card says it. */
export function actionKeyOf(theCase: Case): Action {
	const headline = headlineOf(theCase);
	if (isAlarmHeadline(headline)) return headline === 'alarm-sample' ? headline : 'alarm';
	switch (headline) {
		case 'exempt':
		case 'own-endpoint':
		case 'vendor':
		case 'unknown-event':
			return headline;
	}
	switch (theCase.lead.verdict.network.classification) {
		case 'untrusted':
			return onlyFailed(theCase) ? 'untrusted-failed' : 'untrusted';
		case 'trusted':
			return 'trusted';
		case 'unknown':
			return 'unknown';
		case 'not-judged':
			return 'not-judged';
	}
}

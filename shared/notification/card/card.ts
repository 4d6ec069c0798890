import type { Case } from '../../case/case.ts';
import type { Action } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import { commandLines, denied, lookOf, stateLines } from './card-containment.ts';
import type { CardSource, Fact } from './card-source.ts';
import { rolesToCut, withCut } from './cut-lines.ts';
import { dateTime } from './date-time.ts';
import { detailsOf } from './details.ts';
import { factsOf, namePhrase } from './facts.ts';
import { headlineOf, needsPlace, onlyFailed } from './headline.ts';
import { leftOpenOf } from './left-open.ts';
import { eventLink, runbookLink } from './links.ts';
import { joined, own, type Phrase, phrase } from './phrase.ts';
import { reasonLines } from './reason-lines.ts';
import { accountPhrase, maskKey } from './short-names.ts';
import { caseStateOf, deniesMadeSessions, shownStateOf } from './standing.ts';
import { endpointLine, stepsOf, workloadLine } from './steps.ts';

/** The content of a card, before it is formatted for Slack or for a terminal. */
export interface Card {
	/** The colour of the bar beside the card, as `#rrggbb`. */
	readonly colour: string;
	/** How severe it is and what happened; our own words only. */
	readonly header: string;
	/** The whole card on one line, for notifications. */
	readonly summary: Phrase;
	/** The result, who, where and from where: the first things to look at. */
	readonly facts: readonly Fact[];
	readonly details: readonly Fact[];
	/** What eyes-system did or did not do, and why. */
	readonly action: Fact;
	/** Who is denied, who would be, or why nobody is. */
	readonly plan: Fact;
	/** What the denials do not stop. */
	readonly leftOpen: Fact;
	readonly steps: Fact;
	/** Commands to copy; no lines in replay. */
	readonly commands: Fact;
	readonly reasons: Fact;
	readonly ids: readonly Phrase[];
	readonly runbook: Phrase | null;
	/** A link to the event in the AWS console. */
	readonly eventLink: Phrase | null;
	readonly foot: readonly Phrase[];
}

const MOST_USER_AGENT = 60;

/** Makes the content of a card. */
export function cardOf({ theCase, standing, settings }: Omit<CardSource, 'words'>): Card {
	const words = wordsOf(settings);
	const source = { theCase, standing, settings, words };
	return {
		colour: lookOf(theCase.severity, caseStateOf(standing)).colour,
		header: `${words.title} · ${badgeOf(source)}`,
		summary: summaryOf(source),
		facts: factsOf(source),
		details: detailsOf(source),
		action: actionOf(source),
		plan: denied(source),
		leftOpen: leftOpenOf(standing, words),
		steps: stepsFact(source),
		commands: commandLines(source),
		reasons: { label: words.labels.reasons, lines: reasonLines(source) },
		ids: idsOf(source),
		runbook: runbookLink(settings.runbook, words.runbook),
		eventLink: eventLink(theCase.lead.signIn, words.cloudTrail),
		foot: footOf(source),
	};
}

/** `🟠 높음 · 외부망 접근`, and `· 차단 완료` if something was contained. */
function badgeOf({ theCase, standing, words }: CardSource): string {
	const headline = headlineOf(theCase);
	const { classification } = theCase.lead.verdict.network;
	const text = words.headlines[headline];
	const placed = needsPlace(headline) ? words.placed(text, classification) : text;
	const { emoji } = lookOf(theCase.severity, caseStateOf(standing));
	const state = shownStateOf(standing);
	const stated = state === null ? '' : ` · ${words.states[state]}`;
	return `${emoji} ${words.severities[theCase.severity]} · ${placed}${stated}`;
}

function summaryOf(source: CardSource): Phrase {
	const { theCase, standing, settings, words } = source;
	const { signIn, verdict } = theCase.lead;
	return joined(
		[
			own(`${badgeOf(source)} · ${words.title}`),
			...(theCase.subject === 'address' ? [] : [namePhrase(theCase, words)]),
			accountPhrase(signIn.account, settings, words),
			phrase`${verdict.origin.address}`,
			// If something was contained, the badge says so already.
			...(caseStateOf(standing) === null ? [own(words.notBlocked)] : []),
		],
		' · ',
	);
}

function actionOf(source: CardSource): Fact {
	const { theCase, standing, words } = source;
	const state = caseStateOf(standing);
	const label = words.labels.action;
	if (state !== null) return { label, lines: stateLines(source, state) };
	const key = actionKey(theCase);
	const icon = key === 'trusted' ? '' : '⚠️ ';
	return { label, lines: [own(icon + words.actions[key]), ...whyNothing(source)] };
}

/** That this is a replay, or a mode, that never blocks anything. */
function whyNothing({ standing, words }: CardSource): readonly Phrase[] {
	if (standing.containments === null) return [own(words.replayed)];
	return standing.plan.notContained.includes('mode-observe') ? [own(words.observing)] : [];
}

function actionKey(theCase: Case): Action {
	const headline = headlineOf(theCase);
	if (headline === 'exempt' || headline === 'own-endpoint' || headline === 'vendor')
		return headline;
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

function stepsFact({ theCase, standing, settings, words }: CardSource): Fact {
	const { keyId } = theCase.lead.verdict.credential;
	const facts = {
		maskedKey: keyId === null ? null : maskKey(keyId),
		workloadLine: workloadLine(theCase),
		endpointLine: endpointLine(theCase),
	};
	const usual = stepsOf(theCase, settings.workloads, caseStateOf(standing));
	const steps = rolesToCut({ theCase, standing }).length > 0 ? withCut(usual) : usual;
	const isSessionDenied = deniesMadeSessions(standing);
	return {
		label: words.due[theCase.severity],
		lines: steps
			.filter((step) => !(isSessionDenied && step === 'stop-entered-role'))
			.map((step) => words.steps[step](facts)),
	};
}

function idsOf({ theCase, words }: CardSource): readonly Phrase[] {
	const { eventId, userAgent } = theCase.lead.signIn;
	return [
		phrase`${own(words.event)} ${eventId}`,
		phrase`${own(words.case)} ${theCase.id}`,
		...(userAgent === null ? [] : [phrase`User-Agent ${{ raw: userAgent, max: MOST_USER_AGENT }}`]),
	];
}

/** The last line of the first bot's message, with the time zone added. */
function footOf({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { time } = theCase.lead.signIn;
	const local = dateTime(time, settings.timeZone);
	const utc = dateTime(time, 'UTC');
	return [
		own(`${words.labels.time} : ${local === utc ? local : `${local} · ${utc}`}`),
		phrase`${own(words.poweredBy)} : ${settings.poweredBy}`,
	];
}

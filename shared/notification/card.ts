import type { Case } from '../case/case.ts';
import type { Locale } from '../configuration/configuration.ts';
import type { Severity } from '../verdict/verdict.ts';
import type { CardSource, Fact } from './card-source.ts';
import { dateTime } from './date-time.ts';
import { detailsOf } from './details.ts';
import { en } from './en.ts';
import { factsOf } from './facts.ts';
import { headlineOf, needsPlace, onlyFailed } from './headline.ts';
import { ko } from './ko.ts';
import { eventLink, runbookLink } from './links.ts';
import { maskKey } from './mask-key.ts';
import { joined, own, type Phrase, say } from './phrase.ts';
import { planLines } from './plan-lines.ts';
import { reasonLines } from './reason-lines.ts';
import { accountPhrase } from './short-names.ts';
import { stepsOf, workloadLine } from './steps.ts';
import type { Action, Words } from './words.ts';

/** What a card says, before Slack or a terminal gives it a look. */
export interface Card {
	readonly severity: Severity;
	/** How bad and what; our own words only. */
	readonly header: string;
	/** The whole card in one line, for notifications. */
	readonly summary: Phrase;
	/** Who, where, from where and with what result: the first things to look at. */
	readonly facts: readonly Fact[];
	readonly details: readonly Fact[];
	/** What was done, or not, and why. */
	readonly action: Fact;
	/** Who would be denied, or why nobody. */
	readonly plan: Fact;
	readonly steps: Fact;
	readonly reasons: Fact;
	readonly ids: readonly Phrase[];
	readonly runbook: Phrase | null;
	/** Where the event can be read in the AWS console. */
	readonly eventLink: Phrase | null;
	readonly foot: readonly Phrase[];
}

const MOST_USER_AGENT = 60;

const WORDS: Readonly<Record<Locale, Words>> = { ko, en };
const EMOJI: Readonly<Record<Severity, string>> = {
	info: '🟢',
	low: '🔵',
	medium: '🟡',
	high: '🟠',
	critical: '🔴',
};

export function cardOf({ theCase, plan, settings }: Omit<CardSource, 'words'>): Card {
	const words = WORDS[settings.locale];
	const source = { theCase, plan, settings, words };
	return {
		severity: theCase.severity,
		header: `${words.title} · ${badgeOf(source)}`,
		summary: summaryOf(source),
		facts: factsOf(source),
		details: detailsOf(source),
		action: actionOf(source),
		plan: { label: words.labels.plan, lines: planLines(source) },
		steps: stepsFact(source),
		reasons: { label: words.labels.reasons, lines: reasonLines(source) },
		ids: idsOf(source),
		runbook: runbookLink(settings.runbook, words.runbook),
		eventLink: eventLink(theCase.lead.signIn, words.cloudTrail),
		foot: footOf(source),
	};
}

/** `🟠 높음 · 외부망 접근` */
function badgeOf({ theCase, words }: CardSource): string {
	const headline = headlineOf(theCase);
	const { verdict } = theCase.lead.verdict.network;
	const text = words.headlines[headline];
	const placed = needsPlace(headline) ? words.placed(text, verdict) : text;
	return `${EMOJI[theCase.severity]} ${words.severities[theCase.severity]} · ${placed}`;
}

function summaryOf(source: CardSource): Phrase {
	const { theCase, settings, words } = source;
	const { signIn, verdict } = theCase.lead;
	return joined(
		[
			own(`${badgeOf(source)} · ${words.title}`),
			...(theCase.subject === 'address' ? [] : [say`${theCase.name}`]),
			accountPhrase(signIn.account, settings, words),
			say`${verdict.origin.address}`,
			own(words.notBlocked),
		],
		' · ',
	);
}

function actionOf({ theCase, words }: CardSource): Fact {
	const key = actionKey(theCase);
	const icon = key === 'inside' ? '' : '⚠️ ';
	const lines = [own(icon + words.actions[key]), own(words.observing)];
	return { label: words.labels.action, lines };
}

function actionKey(theCase: Case): Action {
	if (headlineOf(theCase) === 'exempt') return 'exempt';
	switch (theCase.lead.verdict.network.verdict) {
		case 'external':
			return onlyFailed(theCase) ? 'outside-failed' : 'outside';
		case 'trusted':
			return 'inside';
		case 'unknown':
			return 'unplaced';
		case 'not-judged':
			return 'not-judged';
	}
}

function stepsFact({ theCase, settings, words }: CardSource): Fact {
	const { keyId } = theCase.lead.verdict.credential;
	const facts = {
		maskedKey: keyId === null ? null : maskKey(keyId),
		workloadLine: workloadLine(theCase),
	};
	return {
		label: words.due[theCase.severity],
		lines: stepsOf(theCase, settings.workloads).map((step) => words.steps[step](facts)),
	};
}

function idsOf({ theCase, words }: CardSource): readonly Phrase[] {
	const { eventId, userAgent } = theCase.lead.signIn;
	return [
		say`${own(words.event)} ${eventId}`,
		say`${own(words.case)} ${theCase.id}`,
		...(userAgent === null ? [] : [say`User-Agent ${{ outside: userAgent, max: MOST_USER_AGENT }}`]),
	];
}

/** As the bot that people know closed its message, with the zone that it left out. */
function footOf({ theCase, settings, words }: CardSource): readonly Phrase[] {
	const { time } = theCase.lead.signIn;
	const local = dateTime(time, settings.timeZone);
	const utc = dateTime(time, 'UTC');
	return [
		own(`${words.labels.time} : ${local === utc ? local : `${local} · ${utc}`}`),
		say`${own(words.poweredBy)} : ${settings.poweredBy}`,
	];
}

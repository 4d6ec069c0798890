import type { Case } from '../../case/case.ts';
import { wordsOf } from '../words/words-of.ts';
import { actionOf } from './action.ts';
import { alarmLink } from './alarm-facts.ts';
import { commandLines, denied } from './card-containment.ts';
import { headerOf, summaryOf, titleOf } from './card-header.ts';
import { lookOf } from './card-look.ts';
import type { CardSource, Fact } from './card-source.ts';
import { rolesToCut, withCut } from './cut-lines.ts';
import { detailsOf } from './details.ts';
import { factsOf, ROLE_ID } from './facts.ts';
import { leftOpenOf } from './left-open.ts';
import { eventLink, runbookLink } from './links.ts';
import { own, type Phrase, phrase } from './phrase.ts';
import { reasonLines } from './reason-lines.ts';
import { maskKey } from './short-names.ts';
import { deniesMadeSessions, rehearsedStateOf, shownStateOf, stateOnCard } from './standing.ts';
import { endpointLine, type Step, stepsOf, workloadLine } from './steps.ts';
import { doneActions, exceptionLine, networkLine } from './use-lines.ts';

/** The content of a card, before it is formatted for Slack or for a terminal. */
export interface Card {
	/** The colour of the bar beside the card, as `#rrggbb`. */
	readonly colour: string;
	/** Who, where, what happened and the state. It is plain text. */
	readonly header: string;
	/** The card in 90 characters, for phones and screen readers. */
	readonly summary: Phrase;
	/** The title of the first bot, and how severe it is. */
	readonly title: Fact;
	/** The result, who, where, from where and when: the first things to look at. */
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
	const steps = stepsFor(source);
	return {
		colour: lookOf(theCase.severity, stateOnCard(standing)).colour,
		header: headerOf(source),
		summary: summaryOf(source, steps[0] ?? 'nothing'),
		title: titleOf(source),
		facts: factsOf(source),
		details: detailsOf(source),
		action: actionOf(source),
		plan: denied(source),
		leftOpen: leftOpenOf(standing, words),
		steps: stepsFact(source, steps),
		commands: commandLines(source),
		reasons: { label: words.labels.reasons, lines: reasonLines(source) },
		ids: idsOf(source),
		runbook: runbookLink(settings.runbook, words.runbook),
		eventLink: linkOf(source),
		foot: [phrase`${own(words.poweredBy)} : ${settings.poweredBy}`],
	};
}

function stepsFor({ theCase, standing, settings }: CardSource): readonly Step[] {
	const usual = stepsOf(theCase, settings.workloads, stateOnCard(standing));
	const steps = rolesToCut({ theCase, standing }).length > 0 ? withCut(usual) : usual;
	const isSessionDenied = deniesMadeSessions(standing);
	return steps.filter((step) => !(isSessionDenied && step === 'stop-entered-role'));
}

function stepsFact({ theCase, standing, words }: CardSource, steps: readonly Step[]): Fact {
	const { keyId } = theCase.lead.verdict.credential;
	const facts = {
		maskedKey: keyId === null ? null : maskKey(keyId),
		workloadLine: workloadLine(theCase),
		endpointLine: endpointLine(theCase),
		networkLine: networkLine(theCase),
		exceptionLine: exceptionLine(theCase),
		done: doneActions(theCase),
	};
	const due = words.due[shownStateOf(standing) === 'released' ? 'info' : theCase.severity];
	return {
		// The steps speak of a block that replay has only rehearsed.
		label: rehearsedStateOf(standing) === null ? due : words.rehearsed(due),
		lines: steps.map((step) => words.steps[step](facts)),
	};
}

/** Only a record stands in CloudTrail; an alarm has a page of its own, or none. */
function linkOf({ theCase: { lead }, words }: CardSource): Phrase | null {
	const { alarm } = lead.signIn;
	return alarm === undefined || alarm.kind === 'quarantine'
		? eventLink(lead.signIn, words.cloudTrail)
		: alarmLink(lead.signIn, words.alarms.openConsole);
}

/** AWS's own id. That of an alarm with several credentials is made unique for each of them. */
function eventIdOf({ lead: { signIn } }: Case): string | null {
	const { alarm, eventId } = signIn;
	return alarm === undefined || alarm.kind === 'quarantine' ? eventId : alarm.id;
}

function idsOf({ theCase, words }: CardSource): readonly Phrase[] {
	const { userAgent } = theCase.lead.signIn;
	const { id } = theCase.principal;
	const isLeftOut = id !== null && theCase.name.search(ROLE_ID) >= 0;
	return [
		phrase`${own(words.event)} ${eventIdOf(theCase)}`,
		phrase`${own(words.case)} ${theCase.id}`,
		...(isLeftOut ? [phrase`${own(words.principal)} ${id}`] : []),
		...(userAgent === null ? [] : [phrase`User-Agent ${{ raw: userAgent, max: MOST_USER_AGENT }}`]),
	];
}

import type { Case } from '../../case/case.ts';
import type { Answer } from '../../case/case-store.ts';
import { BEFORE_END } from '../../case/extension.ts';
import { stateOf } from '../../containment/ledger/containment-state.ts';
import { isTellingAction, mostTellingFirst } from '../../verdict/telling-actions.ts';
import { isAtLeast, SEVERITIES, type Severity, severityRank } from '../../verdict/verdict.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import type { MessageSettings } from './card-source.ts';
import { whoPhrase } from './contained-lines.ts';
import {
	type ContainmentThread,
	containmentLines,
	type ThreadLine as Line,
	replyOf,
	type ThreadReply,
} from './containment-replies.ts';
import { dateTime } from './date-time.ts';
import { totalOf } from './facts.ts';
import { own, type Phrase, phrase, toMrkdwn } from './phrase.ts';
import { isDenied } from './use-facts.ts';

/** What the replies are made from. `now`: milliseconds since 1970, UTC. */
export interface ThreadSource extends ContainmentThread {
	readonly theCase: Case;
	readonly answer: Answer | null;
	/** Keys of the replies that were posted, and of those that the first card made unnecessary. */
	readonly replies: readonly string[];
	readonly now: number;
}

/** A thread with more replies would tell nobody more. */
const MOST_TOLD = 20;

type Source = ThreadSource & { readonly words: Words };

/**
 * All replies that the thread should have by now, in order. They include what the card showed when
 * it was posted: the caller records those keys instead of posting them.
 */
export function threadReplies(source: ThreadSource): readonly ThreadReply[] {
	const full: Source = { ...source, words: wordsOf(source.settings) };
	const lines = [
		...[...counted(full), ...called(full), ...severe(full)],
		...containmentLines(full),
		...[...endsSoon(full), ...answered(full)],
	];
	return lines.map(replyOf);
}

/**
 * A reply at 2, 5, 10, 50, 100, 500 … sign-ins, so that a loop of attempts does not fill the
 * thread.
 */
function counted({ theCase, words }: Source): readonly Line[] {
	const total = totalOf(theCase);
	if (total < 2) return [];
	const power = 10 ** Math.floor(Math.log10(total));
	const step = total < 5 ? 2 : total >= 5 * power ? 5 * power : power;
	return [{ key: `count:${step}`, phrase: own(words.thread.count(total)) }];
}

/** A reply for each telling action that is new: one if it is denied, and one if it succeeds then. */
function called({ theCase: { uses }, words }: Source): readonly Line[] {
	if (uses === null) return [];
	const telling = mostTellingFirst(Object.keys(uses.actions).filter(isTellingAction));
	// The first of these that succeeds is told, so it is counted where repeats are not any more.
	const { countedUntil: _, ...counts } = uses;
	return telling.slice(0, MOST_TOLD).map((action) => {
		const denied = isDenied(action, counts);
		const key = `${denied ? 'denied' : 'action'}:${action}`;
		return { key, phrase: words.use.called(phrase`${action}`, denied) };
	});
}

/** No reply if the severity went down, as when a key turns out to be new. */
function severe({ theCase: { severity }, replies, words }: Source): readonly Line[] {
	if (told(replies).some((other) => severityRank(other) > severityRank(severity))) return [];
	const phrase = own(words.thread.severity(words.severities[severity]));
	return [{ key: `severity:${severity}`, phrase, ...loudIf(isAtLeast(severity, 'high')) }];
}

function loudIf(condition: boolean): Pick<Line, 'isLoud'> {
	return condition ? { isLoud: true } : {};
}

/** The severities that the card or its replies have shown, from harmless to worst. */
function told(replies: readonly string[]): Severity[] {
	return SEVERITIES.filter((severity) => replies.includes(`severity:${severity}`));
}

/** The lowest severity that was shown, if the case has risen above it since; null otherwise. */
export function riseFrom(severity: Severity, replies: readonly string[]): Severity | null {
	const [lowest] = told(replies);
	const worst = told(replies).at(-1);
	if (lowest === undefined || worst === undefined) return null;
	const isHighest = severityRank(severity) >= severityRank(worst);
	return isHighest && severity !== lowest ? lowest : null;
}

/** The line that tells another channel that a case has risen. `card`: the link to its card. */
export function riseMessage(
	{ severity }: Case,
	card: URL | null,
	settings: MessageSettings,
): ChannelMessage {
	const { thread, severities } = wordsOf(settings);
	const link: Phrase = card === null ? [] : [' · ', { label: thread.openCard, url: card }];
	return textMessage(toMrkdwn([...own(thread.severity(severities[severity])), ...link]));
}

function endsSoon({
	containments,
	theCase,
	answer,
	now,
	settings,
	words,
}: Source): readonly Line[] {
	const ends = containments
		.filter(({ containment }) => stateOf(containment) === 'effective')
		.map(({ containment }) => containment.until);
	const until = Math.min(...ends);
	if (answer !== null || ends.length === 0 || until - now > BEFORE_END || until <= now) return [];
	const text = isAtLeast(theCase.severity, 'high') ? words.thread.endsExtended : words.thread.ends;
	return [
		{
			key: `ends:${Math.floor(until / BEFORE_END)}`,
			phrase: own(text(dateTime(until, settings.timeZone))),
			isLoud: true,
		},
	];
}

/** A release is an answer too, but it has its own reply. */
function answered({ answer, containments, words }: Source): readonly Line[] {
	if (
		answer === null ||
		containments.some(({ containment }) => containment.ending?.by.kind === 'person')
	)
		return [];
	return [
		{
			key: 'answered',
			phrase: words.thread.answered(whoPhrase({ kind: 'person', arn: answer.by })),
		},
	];
}

import type { Case } from '../../case/case.ts';
import type { Answer } from '../../case/case-store.ts';
import { BEFORE_END } from '../../case/extension.ts';
import { stateOf } from '../../containment/ledger/containment-state.ts';
import { SEVERITIES, severityRank } from '../../verdict/verdict.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
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
import { own } from './phrase.ts';

/** What the replies are made from. `now`: milliseconds since 1970, UTC. */
export interface ThreadSource extends ContainmentThread {
	readonly theCase: Case;
	readonly answer: Answer | null;
	/** Keys of the replies that were posted, and of those that the first card made unnecessary. */
	readonly replies: readonly string[];
	readonly now: number;
}

type Source = ThreadSource & { readonly words: Words };

/**
 * All replies that the thread should have by now, in order. They include what the card showed when
 * it was posted: the caller records those keys instead of posting them.
 */
export function threadReplies(source: ThreadSource): readonly ThreadReply[] {
	const full: Source = { ...source, words: wordsOf(source.settings) };
	const lines = [
		...[...counted(full), ...severe(full)],
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

/** No reply if the severity went down, as when a key turns out to be new. */
function severe({ theCase: { severity }, replies, words }: Source): readonly Line[] {
	const worse = SEVERITIES.filter((other) => severityRank(other) > severityRank(severity));
	if (worse.some((other) => replies.includes(`severity:${other}`))) return [];
	return [
		{ key: `severity:${severity}`, phrase: own(words.thread.severity(words.severities[severity])) },
	];
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
	const isExtended = theCase.severity === 'high' || theCase.severity === 'critical';
	const text = isExtended ? words.thread.endsExtended : words.thread.ends;
	return [
		{
			key: `ends:${Math.floor(until / BEFORE_END)}`,
			phrase: own(text(dateTime(until, settings.timeZone))),
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

import type { Case } from '../../case/case.ts';
import type { Answer } from '../../case/case-store.ts';
import { BEFORE_END } from '../../case/extension.ts';
import { stateOf } from '../../containment/ledger/containment-state.ts';
import type { Containment, Step } from '../../containment/ledger/ledger.ts';
import { SEVERITIES, severityRank } from '../../verdict/verdict.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import type { MessageSettings } from './card-source.ts';
import { reasonPhrase, whoPhrase, whyPhrase } from './contained-lines.ts';
import { dateTime } from './date-time.ts';
import { totalOf } from './facts.ts';
import { own, type Phrase, toMrkdwn } from './phrase.ts';

/** A reply in the thread of a card. The same reply always has the same key. */
export interface ThreadReply {
	readonly key: string;
	readonly message: ChannelMessage;
}

/** A containment with its history. */
export interface ThreadContainment {
	readonly containment: Containment;
	readonly steps: readonly Step[];
}

/** What the replies are made from. `now`: milliseconds since 1970, UTC. */
export interface ThreadSource {
	readonly theCase: Case;
	readonly answer: Answer | null;
	/** Keys of the replies that were posted, and of those that the first card made unnecessary. */
	readonly replies: readonly string[];
	readonly containments: readonly ThreadContainment[];
	readonly now: number;
	readonly settings: MessageSettings;
}

type Line = Omit<ThreadReply, 'message'> & { readonly phrase: Phrase; readonly isLoud?: true };
type Source = ThreadSource & { readonly words: Words };

/** Attempts may move an end every few minutes. An extension is posted at most twice a day. */
const EXTENSION_GRAIN = 12 * 3_600_000;
const MOST_REMEDIATION = 200;

/**
 * All replies that the thread should have by now, in order. They include what the card showed when
 * it was posted: the caller records those keys instead of posting them.
 */
export function threadReplies(source: ThreadSource): readonly ThreadReply[] {
	const full: Source = { ...source, words: wordsOf(source.settings) };
	const parts = [
		counted,
		severe,
		effective,
		failures,
		extended,
		released,
		expired,
		endsSoon,
		answered,
	];
	return parts
		.flatMap((part) => part(full))
		.map(({ key, phrase, isLoud }) => {
			const message = textMessage(toMrkdwn(phrase));
			return {
				key,
				message: isLoud === undefined ? message : { ...message, reply_broadcast: isLoud },
			};
		});
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

/**
 * A reply when all open containments are effective, and again after one was added or began again.
 */
function effective({ containments, settings, words }: Source): readonly Line[] {
	const standing = containments.filter(
		({ containment }) => stateOf(containment) !== 'ending' && containment.state !== 'ended',
	);
	if (
		standing.length === 0 ||
		standing.some(({ containment }) => containment.state !== 'effective')
	)
		return [];
	const begun = containments.flatMap(({ steps }) => steps).filter(isBeginning).length;
	const until = Math.min(...standing.map(({ containment }) => containment.until));
	const text = words.thread.effective(standing.length, dateTime(until, settings.timeZone));
	return [{ key: `effective:${begun}`, phrase: own(text) }];
}

function isBeginning({ kind }: Step): boolean {
	return kind === 'requested' || kind === 'approved';
}

/**
 * One reply for each policy and reason, however many principals it is about. While somebody is not
 * contained, the channel shows the reply too.
 */
function failures({ containments, words }: Source): readonly Line[] {
	const lines = containments.flatMap(({ containment: { policies, ending } }) =>
		policies.flatMap(({ policy, problem, state }): Line[] => {
			if (problem === null || (state !== 'failed' && state !== 'refused')) return [];
			const why = [
				own(policy),
				reasonPhrase(problem, words),
				[{ raw: problem.remediation, max: MOST_REMEDIATION }],
			] as const;
			return ending === null
				? [
						{
							key: `failed:${policy}:${problem.reason}`,
							phrase: words.thread.failed(...why),
							isLoud: true,
						},
					]
				: [{ key: `kept:${policy}:${problem.reason}`, phrase: words.thread.notEnded(...why) }];
		}),
	);
	return firstOfKey(lines);
}

function extended({ containments, settings, words }: Source): readonly Line[] {
	const moved = containments.flatMap(({ containment, steps }) => {
		const first = steps[0]?.until ?? containment.until;
		return containment.ending === null && grainOf(containment.until) > grainOf(first)
			? [containment.until]
			: [];
	});
	if (moved.length === 0) return [];
	const until = Math.max(...moved);
	const text = words.thread.extended(dateTime(until, settings.timeZone));
	return [{ key: `extended:${grainOf(until)}`, phrase: own(text) }];
}

function grainOf(until: number): number {
	return Math.floor(until / EXTENSION_GRAIN);
}

/** One decision may have released several containments. */
function released({ containments, words }: Source): readonly Line[] {
	const lines = containments.flatMap(({ containment: { ending } }): Line[] => {
		if (ending === null || ending.by.kind !== 'person') return [];
		return [
			{
				key: `released:${ending.at}`,
				phrase: words.released(whoPhrase(ending.by), whyPhrase(ending.why)),
			},
		];
	});
	return firstOfKey(lines);
}

function expired({ containments, words }: Source): readonly Line[] {
	const ends = containments.map(({ containment }) =>
		stateOf(containment) === 'expired' ? (containment.ending?.at ?? 0) : null,
	);
	const isOver = containments.every(({ containment }) => containment.state === 'ended');
	const last = Math.max(...ends.filter((end) => end !== null));
	if (!isOver || !Number.isFinite(last)) return [];
	return [{ key: `expired:${last}`, phrase: own(words.thread.expired) }];
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

function firstOfKey(lines: readonly Line[]): readonly Line[] {
	return lines.filter(({ key }, at) => lines.findIndex((line) => line.key === key) === at);
}

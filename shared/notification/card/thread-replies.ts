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

/** Something that happened since the card was posted. Its key is the same whenever it is asked for. */
export interface ThreadReply {
	readonly key: string;
	readonly message: ChannelMessage;
}

/** A containment with its history. */
export interface Told {
	readonly containment: Containment;
	readonly steps: readonly Step[];
}

/** What a thread is made from. `now`: milliseconds since 1970, UTC. */
export interface ThreadSource {
	readonly theCase: Case;
	readonly answer: Answer | null;
	/** Keys of what the thread was told, and of what the card showed from the beginning. */
	readonly replies: readonly string[];
	readonly told: readonly Told[];
	readonly now: number;
	readonly settings: MessageSettings;
}

type Line = Omit<ThreadReply, 'message'> & { readonly phrase: Phrase; readonly isLoud?: true };
type Source = ThreadSource & { readonly words: Words };

/** Attempts move an end every few minutes: an extension is said at most twice a day. */
const EXTENSION_GRAIN = 12 * 3_600_000;
const MOST_REMEDIATION = 200;

/**
 * All that the thread should have been told by now, in order. What stood on the card when it was posted is part of it:
 * whoever posts takes those keys as told.
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
		ending,
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

/** At 2, 5, 10, 50, 100, 500 …: a loop of attempts must not fill the thread. */
function counted({ theCase, words }: Source): readonly Line[] {
	const total = totalOf(theCase);
	if (total < 2) return [];
	const power = 10 ** Math.floor(Math.log10(total));
	const step = total < 5 ? 2 : total >= 5 * power ? 5 * power : power;
	return [{ key: `count:${step}`, phrase: own(words.thread.count(total)) }];
}

/** A severity that has sunk, as when a key turns out to be new, is no news for a thread. */
function severe({ theCase: { severity }, replies, words }: Source): readonly Line[] {
	const worse = SEVERITIES.filter((other) => severityRank(other) > severityRank(severity));
	if (worse.some((other) => replies.includes(`severity:${other}`))) return [];
	return [
		{ key: `severity:${severity}`, phrase: own(words.thread.severity(words.severities[severity])) },
	];
}

/** Said when all that stand are effective, and again when one more came to it or one began anew. */
function effective({ told, settings, words }: Source): readonly Line[] {
	const standing = told.filter(
		({ containment }) => stateOf(containment) !== 'lifting' && containment.state !== 'ended',
	);
	if (
		standing.length === 0 ||
		standing.some(({ containment }) => containment.state !== 'effective')
	)
		return [];
	const begun = told.flatMap(({ steps }) => steps).filter(isBeginning).length;
	const until = Math.min(...standing.map(({ containment }) => containment.until));
	const text = words.thread.effective(standing.length, dateTime(until, settings.timeZone));
	return [{ key: `effective:${begun}`, phrase: own(text) }];
}

function isBeginning({ kind }: Step): boolean {
	return kind === 'requested' || kind === 'approved';
}

/** Once for each policy and reason, whoever was to be contained. Loud while people are at large who must not be. */
function failures({ told, words }: Source): readonly Line[] {
	const lines = told.flatMap(({ containment: { policies, ending } }) =>
		policies.flatMap(({ policy, trouble, state }): Line[] => {
			if (trouble === null || (state !== 'failed' && state !== 'refused')) return [];
			const why = [
				own(policy),
				reasonPhrase(trouble, words),
				[{ raw: trouble.remediation, max: MOST_REMEDIATION }],
			] as const;
			return ending === null
				? [
						{
							key: `failed:${policy}:${trouble.reason}`,
							phrase: words.thread.failed(...why),
							isLoud: true,
						},
					]
				: [{ key: `kept:${policy}:${trouble.reason}`, phrase: words.thread.notLifted(...why) }];
		}),
	);
	return firstOfKey(lines);
}

function extended({ told, settings, words }: Source): readonly Line[] {
	const moved = told.flatMap(({ containment, steps }) => {
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

/** One decision may have ended several at once. */
function released({ told, words }: Source): readonly Line[] {
	const lines = told.flatMap(({ containment: { ending } }): Line[] => {
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

function expired({ told, words }: Source): readonly Line[] {
	const ends = told.map(({ containment }) =>
		stateOf(containment) === 'expired' ? (containment.ending?.at ?? 0) : null,
	);
	const isOver = told.every(({ containment }) => containment.state === 'ended');
	const last = Math.max(...ends.filter((end) => end !== null));
	if (!isOver || !Number.isFinite(last)) return [];
	return [{ key: `expired:${last}`, phrase: own(words.thread.expired) }];
}

function ending({ told, theCase, answer, now, settings, words }: Source): readonly Line[] {
	const ends = told
		.filter(({ containment }) => stateOf(containment) === 'effective')
		.map(({ containment }) => containment.until);
	const until = Math.min(...ends);
	if (answer !== null || ends.length === 0 || until - now > BEFORE_END || until <= now) return [];
	const isExtended = theCase.severity === 'high' || theCase.severity === 'critical';
	const say = isExtended ? words.thread.endsExtended : words.thread.ends;
	return [
		{
			key: `ends:${Math.floor(until / BEFORE_END)}`,
			phrase: own(say(dateTime(until, settings.timeZone))),
		},
	];
}

/** A release is an answer, and said as such. */
function answered({ answer, told, words }: Source): readonly Line[] {
	if (answer === null || told.some(({ containment }) => containment.ending?.by.kind === 'person'))
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

import {
	type ContainmentState,
	isOutsidePilot,
	stateOf,
} from '../../containment/ledger/containment-state.ts';
import type { Containment, Step } from '../../containment/ledger/ledger.ts';
import { type ChannelMessage, textMessage } from '../slack/channel-message.ts';
import type { Words } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';
import type { MessageSettings } from './card-source.ts';
import { reasonPhrase, whoPhrase, whyPhrase } from './contained-lines.ts';
import { dateTime } from './date-time.ts';
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

/** The containments that a thread tells of. */
export interface ContainmentThread {
	readonly containments: readonly ThreadContainment[];
	/** True if the card says that only a part is blocked. */
	readonly isPartly?: boolean;
	readonly settings: MessageSettings;
}

/** A reply before it is a message. If it is loud, the channel shows it too. */
export type ThreadLine = Omit<ThreadReply, 'message'> & {
	readonly phrase: Phrase;
	readonly isLoud?: true;
};
type Source = ContainmentThread & { readonly words: Words };

/** Attempts may move an end every few minutes. An extension is posted at most twice a day. */
const EXTENSION_GRAIN = 12 * 3_600_000;
const MOST_REMEDIATION = 200;

/** All replies that the thread of a containment by hand should have by now, in order. */
export function containmentReplies(thread: ContainmentThread): readonly ThreadReply[] {
	return containmentLines({ ...thread, words: wordsOf(thread.settings) }).map(replyOf);
}

/** What became of the containments, in order. */
export function containmentLines(source: Source): readonly ThreadLine[] {
	return [effective, failures, extended, released, expired].flatMap((part) => part(source));
}

/** Makes the message of a reply. */
export function replyOf({ key, phrase, isLoud }: ThreadLine): ThreadReply {
	const message = textMessage(toMrkdwn(phrase));
	return { key, message: isLoud === undefined ? message : { ...message, reply_broadcast: isLoud } };
}

/** They keep nobody from being told that the others are effective. */
const NOT_MEANT: readonly ContainmentState[] = ['ending', 'outside', 'expired', 'released'];

/**
 * A reply when all open containments are effective, and again after one was added or began again.
 */
function effective({ containments, isPartly, settings, words }: Source): readonly ThreadLine[] {
	const standing = containments.filter(
		({ containment }) => !NOT_MEANT.includes(stateOf(containment)),
	);
	if (
		standing.length === 0 ||
		standing.some(({ containment }) => containment.state !== 'effective')
	)
		return [];
	const begun = containments.flatMap(({ steps }) => steps).filter(isBeginning).length;
	const until = Math.min(...standing.map(({ containment }) => containment.until));
	const state = words.states[isPartly ? 'partly' : 'effective'];
	const text = words.thread.effective(state, standing.length, dateTime(until, settings.timeZone));
	return [{ key: `effective:${begun}`, phrase: own(text) }];
}

function isBeginning({ kind }: Step): boolean {
	return kind === 'requested' || kind === 'approved';
}

/**
 * One reply for each policy and reason, however many principals it is about. While somebody is not
 * contained, the channel shows the reply too.
 */
function failures({ containments, words }: Source): readonly ThreadLine[] {
	const lines = containments.flatMap(({ containment: { policies, ending } }) =>
		policies.flatMap((progress): ThreadLine[] => {
			const { policy, problem, state } = progress;
			if (problem === null || (state !== 'failed' && state !== 'refused')) return [];
			const why = [
				own(policy),
				reasonPhrase(problem, words),
				[{ raw: problem.remediation, max: MOST_REMEDIATION }],
			] as const;
			if (isOutsidePilot([progress]))
				return [{ key: `outside:${policy}`, phrase: words.thread.notBlocked(...why) }];
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

function extended({ containments, settings, words }: Source): readonly ThreadLine[] {
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
function released({ containments, words }: Source): readonly ThreadLine[] {
	const lines = containments.flatMap(({ containment: { ending } }): ThreadLine[] => {
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

function expired({ containments, words }: Source): readonly ThreadLine[] {
	const ends = containments.map(({ containment }) =>
		stateOf(containment) === 'expired' ? (containment.ending?.at ?? 0) : null,
	);
	const isOver = containments.every(({ containment }) => containment.state === 'ended');
	const last = Math.max(...ends.filter((end) => end !== null));
	if (!isOver || !Number.isFinite(last)) return [];
	return [{ key: `expired:${last}`, phrase: own(words.thread.expired) }];
}

function firstOfKey(lines: readonly ThreadLine[]): readonly ThreadLine[] {
	return lines.filter(({ key }, at) => lines.findIndex((line) => line.key === key) === at);
}

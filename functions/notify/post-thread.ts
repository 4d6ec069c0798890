import type { ThreadReply } from '../../shared/notification/card/containment-replies.ts';
import type { ChannelMessage } from '../../shared/notification/slack/channel-message.ts';
import { isLoud } from '../../shared/notification/slack/channel-message.ts';
import type {
	Found,
	Gone,
	Posted,
	Searching,
} from '../../shared/notification/slack/channel-messages.ts';
import type { MentionOf } from '../../shared/outbox/mentions.ts';
import type { Claim, PostedMessage } from '../../shared/outbox/posted-message.ts';
import { postUrgent, withMentions } from './mention-on-call.ts';
import type { RunDeps } from './pace.ts';
import { CLAIM_MS, DONE, type Forms, type Outcome, post, update } from './send.ts';

/** What the table holds of a card: which revision was posted where, and with which replies. */
export interface CardRecord {
	/** Grows with every change of something that the card shows. */
	readonly revision: number;
	readonly postedMessage: PostedMessage | null;
	readonly postedRevision: number | null;
	readonly claim: Claim | null;
	readonly replies: readonly string[];
}

/** A card that is posted once and then kept up to date, with the replies of its thread. */
export interface Thread {
	readonly key: string;
	/** Where the card is posted. It stays there, whatever channel is chosen later. */
	readonly channel: string;
	/** The card cannot be older than this. */
	readonly since: number;
	readonly forms: Forms;
	readonly digest: string;
	/** All replies that the thread should have by now. */
	readonly replies: readonly ThreadReply[];
	/** One line for another channel; null if no other channel has to know. */
	readonly line: ChannelLine | null;
	readonly record: CardRecord;
	readonly store: ThreadStore;
	/** When what it tells happened, if the time until the first posting is measured. */
	readonly happenedAt: number | null;
}

/** A line that tells another channel of a card. */
export interface ChannelLine {
	readonly channel: string;
	/** True if it mentions the on-call. */
	readonly isLoud: boolean;
	/** `card`: the link to the card, if Slack gives one. */
	readonly message: (card: URL | null) => ChannelMessage;
}

/** Where the record of one card is kept. Repeating a call changes nothing. */
export interface ThreadStore {
	read(): Promise<CardRecord | null>;
	claim(claim: Claim, ms: number): Promise<boolean>;
	recordPosted(message: PostedMessage, revision: number): Promise<void>;
	recordReply(key: string): Promise<void>;
}

/** `by` names the run and is the same when the run is repeated. */
interface Run {
	readonly deps: RunDeps;
	readonly by: string;
}

/**
 * Makes the channel show a card as it stands: posts it once and updates it from then on, then posts
 * the replies of its thread. If this is killed on the way, or runs twice, no second card is posted.
 */
export function postThread(thread: Thread, deps: RunDeps, by: string): Promise<Outcome> {
	const { postedMessage } = thread.record;
	const run = { deps, by };
	return postedMessage === null ? postFirst(thread, run) : updateCard(thread, postedMessage, run);
}

/** Claims the card, then reads its record once more: another run may have posted it in between. */
async function postFirst(thread: Thread, run: Run): Promise<Outcome> {
	const { deps, by } = run;
	const { store, record, happenedAt } = thread;
	const closed = deps.gates.closedBy(thread.channel);
	if (closed !== null) return closed;
	if (!(await store.claim({ by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const fresh = await store.read();
	if (fresh?.postedMessage != null)
		return updateCard({ ...thread, record: fresh }, fresh.postedMessage, run);
	const earlier = record.claim === null ? null : await findAnywhere(thread, deps);
	if (earlier?.kind === 'later') return earlier;
	if (earlier?.kind === 'posted')
		return updateCard(thread, await foundMessage(earlier, thread, deps), run);
	const outcome = await postCard(thread, deps);
	if (outcome.kind === 'done' && happenedAt !== null)
		deps.telemetry.measure('EventToMessage', deps.now() - happenedAt);
	return outcome;
}

/**
 * A run was killed after it had posted this card. What the card shows is not known, so it is
 * updated.
 */
async function foundMessage(
	{ channel, ts }: FoundCard,
	{ key }: Thread,
	{ mentions, now }: RunDeps,
): Promise<PostedMessage> {
	const mention = await mentions.recordPosted(channel, key);
	return { channel, ts, digest: '', at: now(), ...mentionIn(mention) };
}

function mentionIn(mention: MentionOf | null): Pick<PostedMessage, 'mention'> {
	return mention === null ? {} : { mention };
}

type FoundCard = Posted & { readonly channel: string };

async function findCard(
	{ key, since }: Thread,
	channel: string,
	{ messages }: RunDeps,
): Promise<FoundCard | Exclude<Found, Posted>> {
	const found = await messages.find({ channel, key, since });
	return found.kind === 'posted' ? { ...found, channel } : found;
}

/** The killed run may have chosen another channel, if the severity has changed since. */
async function findAnywhere(thread: Thread, deps: RunDeps) {
	for (const channel of new Set([thread.channel, ...deps.channels.all])) {
		const found = await findCard(thread, channel, deps);
		if (found.kind === 'posted' || found.kind === 'later') return found;
	}
	return null;
}

/**
 * Records first that the thread needs no reply about what the card shows already. The card mentions
 * the on-call if one of these replies would.
 */
async function postCard(thread: Thread, deps: RunDeps): Promise<Outcome> {
	const { store, record, key, channel, forms, digest, replies } = thread;
	const { now } = deps;
	for (const reply of replies) {
		if (!record.replies.includes(reply.key)) await store.recordReply(reply.key);
	}
	const posting = { channel, key, forms };
	const answer = replies.some(({ message }) => isLoud(message))
		? await postUrgent(deps, { ...posting, about: key }, 'card')
		: { mention: null, ...(await post(deps, posting, 'card')) };
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	const { ts, mention } = answer;
	const message = { channel, ts, digest, at: now(), ...mentionIn(mention) };
	await store.recordPosted(message, record.revision);
	return DONE;
}

async function updateCard(thread: Thread, card: PostedMessage, run: Run): Promise<Outcome> {
	const { store, record, key, forms, digest } = thread;
	const { channels, onCall, now } = run.deps;
	const { channel, ts } = card;
	if (!channels.all.includes(channel)) return postAnew(thread, card, run);
	if (digest !== card.digest) {
		const mention = onCall === null || !card.mention ? null : { onCall, ...card.mention };
		const shown = withMentions(forms, mention, run.deps);
		const answer = await update(run.deps, { channel, ts, key, forms: shown });
		if (answer.kind === 'gone') return postAnew(thread, card, run);
		if (answer.kind !== 'updated') return answer;
	}
	const outcome = await postReplies(thread, card, run.deps);
	if (outcome.kind === 'gone') return postAnew(thread, card, run);
	if (outcome.kind !== 'done') return outcome;
	const told = await tellOther(thread, card, run.deps);
	if (told.kind !== 'done') return told;
	// This comes last: the card must stay due until all replies are posted.
	const isNews = digest !== card.digest || record.revision > (record.postedRevision ?? -1);
	if (isNews) await store.recordPosted({ ...card, digest, at: now() }, record.revision);
	return DONE;
}

/**
 * Posts the card once more, because it is gone or cannot be changed any more. A run may have done
 * that and have been killed then: in that case the latest message with this key is the new card.
 */
async function postAnew(thread: Thread, card: PostedMessage, run: Run): Promise<Outcome> {
	const { deps, by } = run;
	if (!(await thread.store.claim({ by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const found = await findCard(thread, thread.channel, deps);
	if (found.kind === 'later') return found;
	if (found.kind !== 'posted' || found.ts === card.ts) return postCard(thread, deps);
	return updateCard(thread, await foundMessage(found, thread, deps), run);
}

/** Posts the replies that the thread lacks. Answers `gone` if the card is gone. */
async function postReplies(
	{ record, store, key, since, replies }: Thread,
	{ channel, ts }: PostedMessage,
	deps: RunDeps,
): Promise<Outcome | Gone> {
	for (const { key: reply, message } of replies) {
		if (record.replies.includes(reply)) continue;
		const place = { channel, key: `${key}:${reply}`, threadTs: ts, since };
		const outcome = await postOnce(
			message,
			{ ...place, about: isLoud(message) ? key : null },
			deps,
		);
		if (outcome.kind !== 'done') return outcome;
		await store.recordReply(reply);
	}
	return DONE;
}

/** Tells the other channel once, with a link to the card. */
async function tellOther(
	{ line, record, store, key, since }: Thread,
	{ channel, ts }: PostedMessage,
	deps: RunDeps,
): Promise<Outcome> {
	if (line === null || line.channel === channel) return DONE;
	const reply = `in:${line.channel}`;
	if (record.replies.includes(reply)) return DONE;
	const linked = await deps.messages.linkTo({ channel, ts });
	if (linked.kind === 'later') return linked;
	const message = line.message(linked.kind === 'link' ? linked.url : null);
	const place = { channel: line.channel, key: `${key}:${reply}`, since };
	const about = line.isLoud ? key : null;
	const outcome = await postOnce(message, { ...place, about }, deps);
	if (outcome.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (outcome.kind === 'done') await store.recordReply(reply);
	return outcome;
}

/**
 * Searches for the message first: a run may have been killed before it could record it. `about`: as
 * for `postUrgent`; null for a message that mentions nobody.
 */
async function postOnce(
	message: ChannelMessage,
	{ since, about, ...place }: Searching & { readonly about: string | null },
	deps: RunDeps,
): Promise<Outcome | Gone> {
	const closed = deps.gates.closedBy(place.channel);
	if (closed !== null) return closed;
	const earlier = await deps.messages.find({ ...place, since });
	if (earlier.kind === 'later') return earlier;
	if (earlier.kind === 'posted') {
		await deps.mentions.recordPosted(place.channel, place.key);
		return DONE;
	}
	const posting = { ...place, forms: [message] } as const;
	const answer =
		about === null
			? await post(deps, posting, 'reply')
			: await postUrgent(deps, { ...posting, about }, 'reply');
	return answer.kind === 'posted' ? DONE : answer;
}

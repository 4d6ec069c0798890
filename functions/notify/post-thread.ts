import { isLoud } from '../../shared/notification/slack/channel-message.ts';
import type { Found, Posted } from '../../shared/notification/slack/channel-messages.ts';
import type { MentionOf } from '../../shared/outbox/mentions.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import { postUrgent, withMentions } from './mention-on-call.ts';
import type { RunDeps } from './pace.ts';
import { postReplies, tellOther } from './post-replies.ts';
import { CLAIM_MS, DONE, type Outcome, post, update } from './send.ts';
import type { Thread } from './thread.ts';

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

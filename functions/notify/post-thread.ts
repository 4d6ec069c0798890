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
	const { deps } = run;
	if (!deps.channels.all.includes(card.channel)) return postAnew(thread, card, run);
	const updated = await showAsItIs(thread, card, deps);
	if (updated.kind === 'gone') return postAnew(thread, card, run);
	if (updated.kind !== 'updated') return updated;
	const replied = await postReplies(thread, card, deps);
	if (replied.kind === 'gone') return postAnew(thread, card, run);
	const outcome = replied.kind === 'done' ? await tellOther(thread, card, deps) : replied;
	await recordShown(thread, card, { deps, isAllTold: outcome.kind === 'done' });
	// A channel that refuses its line must not hold up the card in this one.
	return replied.kind === 'done' && outcome.kind === 'refused' ? DONE : outcome;
}

async function showAsItIs({ key, forms, digest }: Thread, card: PostedMessage, deps: RunDeps) {
	if (digest === card.digest) return { kind: 'updated' } as const;
	const { channel, ts } = card;
	const mention =
		deps.onCall === null || !card.mention ? null : { onCall: deps.onCall, ...card.mention };
	return update(deps, { channel, ts, key, forms: withMentions(forms, mention, deps) });
}

/** Until all replies are posted the card stays due, but is not sent again unchanged. */
async function recordShown(
	{ store, record: { revision, postedRevision }, digest }: Thread,
	card: PostedMessage,
	{ deps, isAllTold }: { readonly deps: RunDeps; readonly isAllTold: boolean },
): Promise<void> {
	const shown = isAllTold ? revision : (postedRevision ?? 0);
	if (digest !== card.digest || shown > (postedRevision ?? -1))
		await store.recordPosted({ ...card, digest, at: deps.now() }, shown);
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

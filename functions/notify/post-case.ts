import type { Posted } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import { type CaseMessages, messagesOf } from './case-messages.ts';
import { CLAIM_MS, DONE, type NotifyDeps, type Outcome } from './deps.ts';
import { postReplies } from './post-replies.ts';
import { post, update } from './send.ts';

/**
 * Makes the channel show a case as it stands: posts its card once and changes it from then on, then tells the thread.
 * Whoever is killed on the way, or runs twice, makes no second card. `by`: the same for a repeat of this run.
 */
export async function postCase(id: string, deps: NotifyDeps, by: string): Promise<Outcome> {
	const stored = await deps.cases.find(id);
	if (stored === null) return DONE;
	const messages = await messagesOf(stored, deps);
	return stored.postedMessage === null
		? postFirst(messages, deps, by)
		: updateCase(messages, stored.postedMessage, { deps, by });
}

/** Claimed first. Then the case is read once more, as somebody may have posted it in between. */
async function postFirst(
	{ stored, ...messages }: CaseMessages,
	deps: NotifyDeps,
	by: string,
): Promise<Outcome> {
	const { id } = stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const fresh = await deps.cases.find(id);
	if (fresh?.postedMessage != null)
		return updateCase({ ...messages, stored: fresh }, fresh.postedMessage, { deps, by });
	const earlier = stored.claim === null ? null : await findCard({ stored, ...messages }, deps);
	if (earlier?.kind === 'later') return earlier;
	if (earlier?.kind === 'posted') {
		return updateCase({ stored, ...messages }, recovered(earlier, deps), { deps, by });
	}
	const outcome = await postCard({ stored, ...messages }, deps);
	const { time } = stored.case.lead.signIn;
	if (outcome.kind === 'done') deps.telemetry.measure('EventToMessage', deps.now() - time);
	return outcome;
}

/** What a card shows that somebody posted and did not live to note is not known: the next step changes it. */
function recovered({ ts }: Posted, { channel, now }: NotifyDeps): PostedMessage {
	return { channel, ts, digest: '', at: now() };
}

/** A card cannot be older than the sign-in that it is about. */
function findCard({ stored, key }: CaseMessages, { messages, channel }: NotifyDeps) {
	return messages.find({ channel, key, since: stored.case.openedAt });
}

/** What the card shows from the beginning is no news for its thread: that is kept first, so that nobody repeats it. */
async function postCard(messages: CaseMessages, deps: NotifyDeps): Promise<Outcome> {
	const { stored, key, message, plain, digest, replies } = messages;
	const { cases, channel, now } = deps;
	const { id } = stored.case;
	for (const reply of replies) {
		if (!stored.replies.includes(reply.key)) await cases.recordReply(id, reply.key);
	}
	const answer = await post(deps, { channel, key, message, plain }, 'card');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	await cases.recordPosted(id, { channel, ts: answer.ts, digest, at: now() }, stored.revision);
	return DONE;
}

interface Run {
	readonly deps: NotifyDeps;
	readonly by: string;
}

async function updateCase(
	messages: CaseMessages,
	postedMessage: PostedMessage,
	run: Run,
): Promise<Outcome> {
	const { stored, key, message, plain, digest } = messages;
	const { cases, channel, now } = run.deps;
	if (postedMessage.channel !== channel) return postAnew(messages, postedMessage, run);
	if (digest !== postedMessage.digest) {
		const answer = await update(run.deps, { channel, ts: postedMessage.ts, key, message, plain });
		if (answer.kind === 'gone') return postAnew(messages, postedMessage, run);
		if (answer.kind !== 'updated') return answer;
	}
	const outcome = await postReplies(messages, postedMessage, run.deps);
	if (outcome.kind === 'gone') return postAnew(messages, postedMessage, run);
	if (outcome.kind !== 'done') return outcome;
	// Last, or a kill in between would leave replies that nobody comes back for.
	const isNews = digest !== postedMessage.digest || stored.revision > stored.postedRevision;
	if (isNews)
		await cases.recordPosted(
			stored.case.id,
			{ ...postedMessage, digest, at: now() },
			stored.revision,
		);
	return DONE;
}

/**
 * The card is not there any more, or cannot be changed. Somebody may have posted it anew and been killed then: that one
 * is the latest with this key.
 */
async function postAnew(
	messages: CaseMessages,
	postedMessage: PostedMessage,
	run: Run,
): Promise<Outcome> {
	const { deps, by } = run;
	const { id } = messages.stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const found = await findCard(messages, deps);
	if (found.kind === 'later') return found;
	if (found.kind !== 'posted' || found.ts === postedMessage.ts) return postCard(messages, deps);
	return updateCase(messages, recovered(found, deps), run);
}

import type { Posted } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import { type CaseMessages, caseMessages } from './case-messages.ts';
import type { NotifyDeps } from './deps.ts';
import { postReplies } from './post-replies.ts';
import { CLAIM_MS, DONE, type Outcome, post, update } from './send.ts';

/** `by` names the run and is the same when the run is repeated. */
interface Run {
	readonly deps: NotifyDeps;
	readonly by: string;
}

/**
 * Makes the channel show a case as it stands: posts its card once and updates it from then on, then
 * posts the replies of the thread. If this is killed on the way, or runs twice, no second card is
 * posted.
 */
export async function postCase(id: string, deps: NotifyDeps, by: string): Promise<Outcome> {
	const stored = await deps.cases.find(id);
	if (stored === null) return DONE;
	const due = await caseMessages(stored, deps);
	return stored.postedMessage === null
		? postFirst(due, { deps, by })
		: updateCase(due, stored.postedMessage, { deps, by });
}

/** Claims the case, then reads it once more, because another run may have posted it in between. */
async function postFirst(due: CaseMessages, run: Run): Promise<Outcome> {
	const { deps, by } = run;
	const { id, lead } = due.stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const fresh = await deps.cases.find(id);
	if (fresh?.postedMessage != null)
		return updateCase({ ...due, stored: fresh }, fresh.postedMessage, run);
	const earlier = due.stored.claim === null ? null : await findCard(due, deps);
	if (earlier?.kind === 'later') return earlier;
	if (earlier?.kind === 'posted') return updateCase(due, foundMessage(earlier, deps), run);
	const outcome = await postCard(due, deps);
	if (outcome.kind === 'done')
		deps.telemetry.measure('EventToMessage', deps.now() - lead.signIn.time);
	return outcome;
}

/**
 * A run was killed after it had posted this card. What the card shows is not known, so it is
 * updated.
 */
function foundMessage({ ts }: Posted, { channel, now }: NotifyDeps): PostedMessage {
	return { channel, ts, digest: '', at: now() };
}

/** Searches for the card. It cannot be older than the first sign-in of the case. */
function findCard({ stored, key }: CaseMessages, { messages, channel }: NotifyDeps) {
	return messages.find({ channel, key, since: stored.case.openedAt });
}

/** Records first that the thread needs no reply about what the card shows already. */
async function postCard(due: CaseMessages, deps: NotifyDeps): Promise<Outcome> {
	const { stored, key, forms, digest, replies } = due;
	const { cases, channel, now } = deps;
	const { id } = stored.case;
	for (const reply of replies) {
		if (!stored.replies.includes(reply.key)) await cases.recordReply(id, reply.key);
	}
	const answer = await post(deps, { channel, key, forms }, 'card');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	await cases.recordPosted(id, { channel, ts: answer.ts, digest, at: now() }, stored.revision);
	return DONE;
}

async function updateCase(due: CaseMessages, card: PostedMessage, run: Run): Promise<Outcome> {
	const { stored, key, forms, digest } = due;
	const { cases, channel, now } = run.deps;
	if (card.channel !== channel) return postAnew(due, card, run);
	if (digest !== card.digest) {
		const answer = await update(run.deps, { channel, ts: card.ts, key, forms });
		if (answer.kind === 'gone') return postAnew(due, card, run);
		if (answer.kind !== 'updated') return answer;
	}
	const outcome = await postReplies(due, card, run.deps);
	if (outcome.kind === 'gone') return postAnew(due, card, run);
	if (outcome.kind !== 'done') return outcome;
	// This comes last: the case must stay due until all replies are posted.
	const isNews = digest !== card.digest || stored.revision > stored.postedRevision;
	if (isNews)
		await cases.recordPosted(stored.case.id, { ...card, digest, at: now() }, stored.revision);
	return DONE;
}

/**
 * Posts the card once more, because it is gone or cannot be changed any more. A run may have done
 * that and have been killed then: in that case the latest message with this key is the new card.
 */
async function postAnew(due: CaseMessages, card: PostedMessage, run: Run): Promise<Outcome> {
	const { deps, by } = run;
	const { id } = due.stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const found = await findCard(due, deps);
	if (found.kind === 'later') return found;
	if (found.kind !== 'posted' || found.ts === card.ts) return postCard(due, deps);
	return updateCase(due, foundMessage(found, deps), run);
}

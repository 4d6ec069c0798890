import type { Posted } from '../../shared/notification/slack/channel-messages.ts';
import type { Said } from '../../shared/outbox/said.ts';
import { type CaseSaying, sayingOf } from './case-saying.ts';
import { CLAIM_MS, type NotifyDeps, type Outcome, SAID } from './deps.ts';
import { sayReplies } from './say-replies.ts';
import { post, update } from './send.ts';

/**
 * Makes the channel show a case as it stands: posts its card once and changes it from then on, then tells the thread.
 * Whoever is killed on the way, or runs twice, makes no second card. `by`: the same for a repeat of this run.
 */
export async function sayCase(id: string, deps: NotifyDeps, by: string): Promise<Outcome> {
	const stored = await deps.cases.find(id);
	if (stored === null) return SAID;
	const saying = await sayingOf(stored, deps);
	return stored.said === null
		? sayFirst(saying, deps, by)
		: sayAgain(saying, stored.said, { deps, by });
}

/** Claimed first. Then the case is read once more, as somebody may have posted it in between. */
async function sayFirst(
	{ stored, ...saying }: CaseSaying,
	deps: NotifyDeps,
	by: string,
): Promise<Outcome> {
	const { id } = stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const fresh = await deps.cases.find(id);
	if (fresh?.said != null) return sayAgain({ ...saying, stored: fresh }, fresh.said, { deps, by });
	const earlier = stored.claim === null ? null : await findCard({ stored, ...saying }, deps);
	if (earlier?.kind === 'later') return earlier;
	if (earlier?.kind === 'posted') {
		return sayAgain({ stored, ...saying }, recovered(earlier, deps), { deps, by });
	}
	const outcome = await postCard({ stored, ...saying }, deps);
	const { time } = stored.case.lead.signIn;
	if (outcome.kind === 'said') deps.telemetry.measure('EventToMessage', deps.now() - time);
	return outcome;
}

/** What a card shows that somebody posted and did not live to note is not known: the next step changes it. */
function recovered({ ts }: Posted, { channel, now }: NotifyDeps): Said {
	return { channel, ts, digest: '', at: now() };
}

/** A card cannot be older than the sign-in that it is about. */
function findCard({ stored, key }: CaseSaying, { messages, channel }: NotifyDeps) {
	return messages.find({ channel, key, since: stored.case.openedAt });
}

/** What the card shows from the beginning is no news for its thread: that is kept first, so that nobody repeats it. */
async function postCard(saying: CaseSaying, deps: NotifyDeps): Promise<Outcome> {
	const { stored, key, message, plain, digest, replies } = saying;
	const { cases, channel, now } = deps;
	const { id } = stored.case;
	for (const reply of replies) {
		if (!stored.replies.includes(reply.key)) await cases.recordReply(id, reply.key);
	}
	const answer = await post(deps, { channel, key, message, plain }, 'card');
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	await cases.recordSaid(id, { channel, ts: answer.ts, digest, at: now() }, stored.revision);
	return SAID;
}

interface Run {
	readonly deps: NotifyDeps;
	readonly by: string;
}

async function sayAgain(saying: CaseSaying, said: Said, run: Run): Promise<Outcome> {
	const { stored, key, message, plain, digest } = saying;
	const { cases, channel, now } = run.deps;
	if (said.channel !== channel) return postAnew(saying, said, run);
	if (digest !== said.digest) {
		const answer = await update(run.deps, { channel, ts: said.ts, key, message, plain });
		if (answer.kind === 'gone') return postAnew(saying, said, run);
		if (answer.kind !== 'updated') return answer;
	}
	const outcome = await sayReplies(saying, said, run.deps);
	if (outcome.kind === 'gone') return postAnew(saying, said, run);
	if (outcome.kind !== 'said') return outcome;
	// Last, or a kill in between would leave replies that nobody comes back for.
	const isNews = digest !== said.digest || stored.revision > stored.saidRevision;
	if (isNews)
		await cases.recordSaid(stored.case.id, { ...said, digest, at: now() }, stored.revision);
	return SAID;
}

/**
 * The card is not there any more, or cannot be changed. Somebody may have posted it anew and been killed then: that one
 * is the latest with this key.
 */
async function postAnew(saying: CaseSaying, said: Said, run: Run): Promise<Outcome> {
	const { deps, by } = run;
	const { id } = saying.stored.case;
	if (!(await deps.cases.claim(id, { by, at: deps.now() }, CLAIM_MS))) return { kind: 'busy' };
	const found = await findCard(saying, deps);
	if (found.kind === 'later') return found;
	if (found.kind !== 'posted' || found.ts === said.ts) return postCard(saying, deps);
	return sayAgain(saying, recovered(found, deps), run);
}

import {
	type Mention,
	waitingMessage,
	withMention,
} from '../../shared/notification/card/mention.ts';
import type {
	Gone,
	Later,
	Posted,
	Refused,
} from '../../shared/notification/slack/channel-messages.ts';
import { type MentionAsked, type MentionOf, pauseAfter } from '../../shared/outbox/mentions.ts';
import { isDue, mentionNotice, type StoredNotice } from '../../shared/outbox/notices.ts';
import { giveUp, noticeKey } from './notice-content.ts';
import type { RunDeps } from './pace.ts';
import {
	CLAIM_MS,
	DONE,
	type Forms,
	type Outcome,
	type Posting,
	post,
	type Stuck,
} from './send.ts';

/** A posted message, with the mention that it has. */
type PostedUrgent = Posted & { readonly mention: MentionOf | null };

/**
 * Posts a message that mentions the on-call, unless the channel had a mention within five minutes:
 * then the next mention counts it. `about` is the key of the card, or of the notice.
 */
export async function postUrgent(
	deps: RunDeps,
	{ about, ...posting }: Posting & { readonly about: string },
	kind: 'card' | 'reply' | 'notice',
): Promise<PostedUrgent | Gone | Later | Refused | Stuck> {
	const { channel, key, forms } = posting;
	// A message that cannot be posted now must not take the mention from the others.
	const closed = deps.gates.closedBy(channel);
	if (closed !== null) return closed;
	const mention = await askFor(deps, channel, { key, about, at: deps.now() });
	const answer = await post(deps, { ...posting, forms: withMentions(forms, mention, deps) }, kind);
	if (answer.kind !== 'posted') {
		// After `later` nobody knows whether Slack took it.
		if (mention !== null && answer.kind !== 'later')
			await deps.mentions.recordRefused(channel, key);
		return answer;
	}
	return { ...answer, mention: mention && (await deps.mentions.recordPosted(channel, key)) };
}

async function askFor(
	{ onCall, mentions, notices, gates }: RunDeps,
	channel: string,
	asked: MentionAsked,
): Promise<Mention | null> {
	if (onCall === null) return null;
	const answer = await mentions.ask(channel, asked);
	if (answer.kind === 'mention') return { onCall, others: answer.others };
	await notices.add(mentionNotice(channel, answer.since));
	gates.wakeIn(pauseAfter(answer.since, asked.at));
	return null;
}

/** Puts the mention, if there is one, into all forms of a message. */
export function withMentions(
	forms: Forms,
	mention: Mention | null,
	{ settings }: Pick<RunDeps, 'settings'>,
): Forms {
	if (mention === null) return forms;
	const [first, ...others] = forms;
	return [
		withMention(first, mention, settings),
		...others.map((form) => withMention(form, mention, settings)),
	];
}

/**
 * Mentions what waits in a channel when the five minutes are over, unless another message has
 * counted it by then.
 */
export async function postWaiting(
	notice: StoredNotice,
	deps: RunDeps,
	by: string,
): Promise<Outcome> {
	const { mentions, notices, gates, now } = deps;
	const channel = notice.facts.channel ?? '';
	if (deps.onCall === null || !deps.channels.all.includes(channel)) return giveUp(notice, deps);
	const state = await mentions.find(channel);
	const isOurs = state?.key === noticeKey(notice);
	// If the state is lost, so is what waits; that something does is known from the notice.
	const left = isOurs ? state.counted : state?.waiting;
	if (left?.length === 0) return giveUp(notice, deps);
	const wait = pauseAfter(state?.at ?? notice.at, now());
	if (wait > 0 && !isOurs) {
		gates.wakeIn(wait);
		return DONE;
	}
	const closed = gates.closedBy(channel);
	if (closed !== null) return closed;
	if (!(await notices.claim(notice.id, { by, at: now() }, CLAIM_MS))) return { kind: 'busy' };
	// Another run may have posted it between the read and the claim.
	const fresh = await notices.find(notice.id);
	if (fresh === null || !isDue(fresh)) return DONE;
	return postClaimed(notice, channel, deps);
}

async function postClaimed(notice: StoredNotice, channel: string, deps: RunDeps): Promise<Outcome> {
	const { messages, mentions, notices, now } = deps;
	const key = noticeKey(notice);
	const place = { channel, key, since: notice.at };
	const earlier = notice.claim === null ? null : await messages.find(place);
	if (earlier?.kind === 'later') return earlier;
	const answer = earlier?.kind === 'posted' ? earlier : await mentionWaiting(channel, key, deps);
	if (answer === null) return DONE;
	if (answer.kind === 'gone') return { kind: 'stuck', error: 'message_not_found' };
	if (answer.kind !== 'posted') return answer;
	await mentions.recordPosted(channel, key);
	const posted = { channel, ts: answer.ts, digest: '', at: now() };
	await notices.recordPosted(notice.id, posted, notice.revision);
	return DONE;
}

/** Null if another message was given the mention in between. */
async function mentionWaiting(channel: string, key: string, deps: RunDeps) {
	const mention = await askFor(deps, channel, { key, about: null, at: deps.now() });
	if (mention === null) return null;
	const others = Math.max(1, mention.others);
	const forms = [waitingMessage({ ...mention, others }, deps.settings)] as const;
	return post(deps, { channel, key, forms }, 'notice');
}

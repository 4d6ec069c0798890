import {
	type ChannelMessage,
	headedBy,
	isLoud,
} from '../../shared/notification/slack/channel-message.ts';
import type { Gone, Searching } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import { postUrgent } from './mention-on-call.ts';
import type { RunDeps } from './pace.ts';
import { DONE, type Outcome, post } from './send.ts';
import type { Thread } from './thread.ts';

/** Posts the replies that the thread lacks. Answers `gone` if the card is gone. */
export async function postReplies(
	{ record, store, key, since, forms, replies }: Thread,
	{ channel, ts }: PostedMessage,
	deps: RunDeps,
): Promise<Outcome | Gone> {
	for (const { key: reply, message } of replies) {
		if (record.replies.includes(reply)) continue;
		const place = { channel, key: `${key}:${reply}`, threadTs: ts, since };
		const outcome = isLoud(message)
			? await postOnce(headedBy(forms[0], message), { ...place, about: key }, deps)
			: await postOnce(message, { ...place, about: null }, deps);
		if (outcome.kind !== 'done') return outcome;
		await store.recordReply(reply);
	}
	return DONE;
}

/** Tells the other channel once, with a link to the card. */
export async function tellOther(
	{ line, record, store, key, since, forms }: Thread,
	{ channel, ts }: PostedMessage,
	deps: RunDeps,
): Promise<Outcome> {
	if (line === null || line.channel === channel) return DONE;
	const reply = `in:${line.channel}`;
	if (record.replies.includes(reply)) return DONE;
	const linked = await deps.messages.linkTo({ channel, ts });
	if (linked.kind === 'later') return linked;
	const message = headedBy(forms[0], line.message(linked.kind === 'link' ? linked.url : null));
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

import type { ThreadReply } from '../../shared/notification/card/containment-replies.ts';
import type { Gone } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import type { NotifyDeps } from './deps.ts';
import type { Thread } from './post-thread.ts';
import { DONE, type Outcome, post } from './send.ts';

/** Posts the replies that the thread lacks. Answers `gone` if the card is gone. */
export async function postReplies(
	{ record, store, key, since, replies }: Thread,
	{ ts }: PostedMessage,
	deps: NotifyDeps,
): Promise<Outcome | Gone> {
	for (const reply of replies) {
		if (record.replies.includes(reply.key)) continue;
		const thread = { key: `${key}:${reply.key}`, threadTs: ts, since };
		const outcome = await postReply(reply, thread, deps);
		if (outcome.kind !== 'done') return outcome;
		await store.recordReply(reply.key);
	}
	return DONE;
}

/** Searches for the reply first: a run may have been killed before it could record the reply. */
async function postReply(
	{ message }: ThreadReply,
	thread: { readonly key: string; readonly threadTs: string; readonly since: number },
	deps: NotifyDeps,
): Promise<Outcome | Gone> {
	const { key, threadTs } = thread;
	const { channel, messages } = deps;
	const earlier = await messages.find({ channel, ...thread });
	if (earlier.kind === 'later') return earlier;
	if (earlier.kind === 'posted') return DONE;
	const answer = await post(deps, { channel, key, threadTs, forms: [message] }, 'reply');
	return answer.kind === 'posted' ? DONE : answer;
}

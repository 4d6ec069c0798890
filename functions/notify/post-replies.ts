import type { ThreadReply } from '../../shared/notification/card/thread-replies.ts';
import type { Gone } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import type { CaseMessages } from './case-messages.ts';
import { DONE, type NotifyDeps, type Outcome } from './deps.ts';
import { post } from './send.ts';

/** Tells the thread what it has not been told. `gone`: there is no card to answer to. */
export async function postReplies(
	{ stored, key, replies }: CaseMessages,
	{ ts }: PostedMessage,
	deps: NotifyDeps,
): Promise<Outcome | Gone> {
	for (const reply of replies) {
		if (stored.replies.includes(reply.key)) continue;
		const outcome = await postReply(
			reply,
			{ key: `${key}:${reply.key}`, threadTs: ts, since: stored.case.openedAt },
			deps,
		);
		if (outcome.kind !== 'done') return outcome;
		await deps.cases.recordReply(stored.case.id, reply.key);
	}
	return DONE;
}

/** Looked up first: somebody may have been killed before he could note that it was said. */
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
	const answer = await post(deps, { channel, key, threadTs, message, plain: message }, 'reply');
	return answer.kind === 'posted' ? DONE : answer;
}

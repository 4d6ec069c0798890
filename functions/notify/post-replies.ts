import type { ThreadReply } from '../../shared/notification/card/thread-replies.ts';
import type { Gone } from '../../shared/notification/slack/channel-messages.ts';
import type { PostedMessage } from '../../shared/outbox/posted-message.ts';
import type { CaseMessages } from './case-messages.ts';
import type { NotifyDeps } from './deps.ts';
import { DONE, type Outcome, post } from './send.ts';

/** Posts the replies that the thread lacks. Answers `gone` if the card is gone. */
export async function postReplies(
	{ stored, key, replies }: CaseMessages,
	{ ts }: PostedMessage,
	deps: NotifyDeps,
): Promise<Outcome | Gone> {
	for (const reply of replies) {
		if (stored.replies.includes(reply.key)) continue;
		const thread = { key: `${key}:${reply.key}`, threadTs: ts, since: stored.case.openedAt };
		const outcome = await postReply(reply, thread, deps);
		if (outcome.kind !== 'done') return outcome;
		await deps.cases.recordReply(stored.case.id, reply.key);
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

import { containmentReplies } from '../../shared/notification/card/containment-replies.ts';
import { handMessage, plainHandMessage } from '../../shared/notification/card/hand-message.ts';
import type { StoredNotice } from '../../shared/outbox/notices.ts';
import type { NotifyDeps } from './deps.ts';
import { giveUp, noticeKey } from './notice-content.ts';
import { withSteps } from './post-case.ts';
import { postThread, type Thread, type ThreadStore } from './post-thread.ts';
import { digestOf, type Outcome } from './send.ts';

/** Makes the channel show a containment that belongs to no case, as it stands. */
export async function postHandNotice(
	notice: StoredNotice,
	deps: NotifyDeps,
	by: string,
): Promise<Outcome> {
	const thread = await handThread(notice, deps);
	if (thread !== null) return postThread(thread, deps, by);
	deps.telemetry.warn('containment of a notice not found, not told', { id: notice.id });
	return giveUp(notice, deps);
}

/** The containment is read after the notice, so the card is never older than it. */
async function handThread(notice: StoredNotice, deps: NotifyDeps): Promise<Thread | null> {
	const { settings, ledger } = deps;
	const containment = await ledger.find(notice.facts.containment ?? '');
	if (containment === null) return null;
	const byHand = { containment, name: notice.facts.name ?? null };
	const message = handMessage(byHand, settings);
	return {
		...{ key: noticeKey(notice), since: notice.at, happenedAt: null },
		forms: [message, plainHandMessage(byHand, settings)],
		digest: digestOf(message),
		replies: containmentReplies({ containments: [await withSteps(containment, deps)], settings }),
		record: notice,
		store: storeOf(notice, deps),
	};
}

function storeOf({ id }: StoredNotice, { notices }: NotifyDeps): ThreadStore {
	return {
		read: () => notices.find(id),
		claim: (claim, ms) => notices.claim(id, claim, ms),
		recordPosted: (message, revision) => notices.recordPosted(id, message, revision),
		recordReply: (key) => notices.recordReply(id, key),
	};
}

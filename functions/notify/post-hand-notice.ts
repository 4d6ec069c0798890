import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { containmentReplies } from '../../shared/notification/card/containment-replies.ts';
import { handForms } from '../../shared/notification/card/hand-message.ts';
import type { StoredNotice } from '../../shared/outbox/notices.ts';
import type { NotifyDeps } from './deps.ts';
import { giveUp, noticeKey } from './notice-content.ts';
import type { RunDeps } from './pace.ts';
import { withSteps } from './post-case.ts';
import { postThread } from './post-thread.ts';
import { digestOf, type Outcome } from './send.ts';
import type { Thread, ThreadStore } from './thread.ts';

/** Makes the channel show a containment that belongs to no case, as it stands. */
export async function postHandNotice(
	notice: StoredNotice,
	deps: RunDeps,
	by: string,
): Promise<Outcome> {
	const thread = await handThread(notice, deps);
	if (thread !== null) return postThread(thread, deps, by);
	deps.telemetry.warn('containment of a notice not found, not told', { id: notice.id });
	return giveUp(notice, deps);
}

/** The containment is read after the notice, so the card is never older than it. */
async function handThread(notice: StoredNotice, deps: NotifyDeps): Promise<Thread | null> {
	const { channels, settings, ledger } = deps;
	const containment = await ledger.find(notice.facts.containment ?? '');
	if (containment === null) return null;
	const byHand = { containment, name: notice.facts.name ?? null };
	const forms = handForms(byHand, settings);
	return {
		// Who is denied matters to those who read about critical cases.
		channel: channels.of({ severity: 'critical', accounts: accountsOf(containment) }),
		...{ key: noticeKey(notice), since: notice.at, happenedAt: null, line: null },
		...{ forms, digest: digestOf(forms[0]) },
		replies: containmentReplies({ containments: [await withSteps(containment, deps)], settings }),
		record: notice,
		store: storeOf(notice, deps),
	};
}

/** The accounts in which the principal acts, as far as they are known. */
function accountsOf({ policies }: Containment): string[] {
	return policies.flatMap(({ account }) => (account === null ? [] : [account]));
}

function storeOf({ id }: StoredNotice, { notices }: NotifyDeps): ThreadStore {
	return {
		read: () => notices.find(id),
		claim: (claim, ms) => notices.claim(id, claim, ms),
		recordPosted: (message, revision) => notices.recordPosted(id, message, revision),
		recordReply: (key) => notices.recordReply(id, key),
	};
}

import type { StoredCase } from '../../shared/case/case-store.ts';
import { containmentsOfCase } from '../../shared/case/containments-of-case.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { caseForms } from '../../shared/notification/card/case-message.ts';
import type { ThreadContainment } from '../../shared/notification/card/containment-replies.ts';
import { shownStateOf } from '../../shared/notification/card/standing.ts';
import {
	riseFrom,
	riseMessage,
	threadReplies,
} from '../../shared/notification/card/thread-replies.ts';
import { isAtLeast } from '../../shared/verdict/verdict.ts';
import type { NotifyDeps } from './deps.ts';
import type { RunDeps } from './pace.ts';
import { postThread } from './post-thread.ts';
import { DONE, digestOf, type Outcome } from './send.ts';
import type { ChannelLine, Thread, ThreadStore } from './thread.ts';

/** Makes the channel show a case as it stands. `by` names the run and is the same if repeated. */
export async function postCase(id: string, deps: RunDeps, by: string): Promise<Outcome> {
	const stored = await deps.cases.find(id);
	return stored === null ? DONE : postThread(await caseThread(stored, deps), deps, by);
}

/** The containments are read after the case, so the card is never older than it. */
async function caseThread(stored: StoredCase, deps: NotifyDeps): Promise<Thread> {
	const { channels, settings, now } = deps;
	const containments = await containmentsOfCase(stored, deps.ledger);
	const withHistory = await Promise.all(
		containments.map((containment) => withSteps(containment, deps)),
	);
	const { case: theCase, plan, keyAsked, answer, replies } = stored;
	const standing = { plan, containments, isKeyAsked: keyAsked !== null };
	const forms = caseForms(theCase, settings, standing);
	return {
		channel: channels.of(theCase),
		...{ key: `case:${theCase.id}`, since: theCase.openedAt, happenedAt: theCase.lead.signIn.time },
		...{ forms, digest: digestOf(forms[0]) },
		replies: threadReplies({
			...{ theCase, answer, replies, settings },
			containments: withHistory,
			isPartly: shownStateOf(standing) === 'partly',
			now: now(),
		}),
		line: lineElsewhere(stored, deps),
		record: stored,
		store: storeOf(theCase.id, deps),
	};
}

/** One line for the channel of the case's new severity, if that is another one. */
function lineElsewhere(
	{ case: theCase, replies }: StoredCase,
	{ channels, settings }: NotifyDeps,
): ChannelLine | null {
	const before = riseFrom(theCase.severity, replies);
	if (before === null) return null;
	const channel = channels.of(theCase);
	if (channel === channels.of({ severity: before, accounts: theCase.accounts })) return null;
	return {
		channel,
		isLoud: isAtLeast(theCase.severity, 'high'),
		message: (card) => riseMessage(theCase, card, settings),
	};
}

/** Reads the history of a containment. */
export async function withSteps(
	containment: Containment,
	{ ledger }: Pick<NotifyDeps, 'ledger'>,
): Promise<ThreadContainment> {
	return { containment, steps: await ledger.history(containment.id) };
}

function storeOf(id: string, { cases }: NotifyDeps): ThreadStore {
	return {
		read: () => cases.find(id),
		claim: (claim, ms) => cases.claim(id, claim, ms),
		recordPosted: (message, revision) => cases.recordPosted(id, message, revision),
		recordReply: (key) => cases.recordReply(id, key),
	};
}

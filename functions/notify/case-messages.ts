import type { StoredCase } from '../../shared/case/case-store.ts';
import { containmentsOfCase } from '../../shared/case/containments-of-case.ts';
import { caseMessage, plainCaseMessage } from '../../shared/notification/card/case-message.ts';
import {
	type ThreadContainment,
	type ThreadReply,
	threadReplies,
} from '../../shared/notification/card/thread-replies.ts';
import type { NotifyDeps } from './deps.ts';
import { digestOf, type Forms } from './send.ts';

/** The card of a case in its forms and the replies of its thread, as the case stands now. */
export interface CaseMessages {
	readonly forms: Forms;
	readonly stored: StoredCase;
	readonly key: string;
	readonly digest: string;
	readonly replies: readonly ThreadReply[];
}

/**
 * Makes the messages of a case. The containments are read after the case, so the card is never
 * older than it.
 */
export async function caseMessages(
	stored: StoredCase,
	{ ledger, settings, now }: NotifyDeps,
): Promise<CaseMessages> {
	const containments = await containmentsOfCase(stored, ledger);
	const withHistory = await Promise.all(
		containments.map(
			async (containment): Promise<ThreadContainment> => ({
				containment,
				steps: await ledger.history(containment.id),
			}),
		),
	);
	const { case: theCase, plan, keyAsked, answer, replies } = stored;
	const standing = { plan, containments, isKeyAsked: keyAsked !== null };
	const message = caseMessage(theCase, settings, standing);
	return {
		stored,
		key: `case:${theCase.id}`,
		forms: [message, plainCaseMessage(theCase, settings, standing)],
		digest: digestOf(message),
		replies: threadReplies({
			...{ theCase, answer, replies, settings },
			containments: withHistory,
			now: now(),
		}),
	};
}

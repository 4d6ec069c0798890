import type { StoredCase } from '../../shared/case/case-store.ts';
import { containmentsOfCase } from '../../shared/case/containments-of-case.ts';
import { caseMessage, plainCaseMessage } from '../../shared/notification/card/case-message.ts';
import {
	type ThreadReply,
	type Told,
	threadReplies,
} from '../../shared/notification/card/thread-replies.ts';
import type { NotifyDeps } from './deps.ts';
import { digestOf, type TwoForms } from './send.ts';

/** All that is to be said of a case, as it stands now. */
export interface CaseMessages extends TwoForms {
	readonly stored: StoredCase;
	readonly key: string;
	readonly digest: string;
	readonly replies: readonly ThreadReply[];
}

/** Read after the case: what is newer than it can only make the card newer. */
export async function messagesOf(
	stored: StoredCase,
	{ ledger, settings, now }: NotifyDeps,
): Promise<CaseMessages> {
	const containments = await containmentsOfCase(stored, ledger);
	const told = await Promise.all(
		containments.map(
			async (one): Promise<Told> => ({ containment: one, steps: await ledger.history(one.id) }),
		),
	);
	const { case: theCase, plan, keyAsked, answer, replies } = stored;
	const standing = { plan, containments, isKeyAsked: keyAsked !== null };
	const message = caseMessage(theCase, settings, standing);
	return {
		stored,
		key: `case:${theCase.id}`,
		message,
		plain: plainCaseMessage(theCase, settings, standing),
		digest: digestOf(message),
		replies: threadReplies({ theCase, answer, replies, told, now: now(), settings }),
	};
}

import type { NotifyHint } from '../../shared/outbox/hints.ts';
import { isUrgent, type StoredNotice } from '../../shared/outbox/notices.ts';
import { type Severity, severityRank } from '../../shared/verdict/verdict.ts';
import type { NotifyDeps } from './deps.ts';

/** A case or notice whose message may have to be posted or updated. */
export type DueMessage = NotifyHint & { readonly severity: Severity };

const MOST_CASES = 50;
const MOST_NOTICES = 20;

/**
 * Reads what is due, the most severe first. What the hints name is added, because the list of what
 * is due may be a second behind. An urgent notice says that less is blocked than people think, and a
 * responder waits for that of a containment by hand, so they come right after the critical cases. The
 * weekly report comes last.
 */
export async function dueMessages(
	hints: readonly NotifyHint[],
	deps: NotifyDeps,
): Promise<readonly DueMessage[]> {
	const { cases, notices, stuck } = deps;
	const [dueCases, dueNotices, hinted] = await Promise.all([
		cases.due(MOST_CASES + stuck.size),
		notices.due(MOST_NOTICES + stuck.size),
		Promise.all(distinct(hints).map((hint) => hintedMessage(hint, deps))),
	]);
	const due = [
		...hinted.filter((message) => message !== null),
		...dueCases.map(({ id, severity }): DueMessage => ({ about: 'case', id, severity })),
		...dueNotices.map(dueNotice),
	];
	return distinct(due).toSorted((one, other) => rankOf(other) - rankOf(one));
}

function dueNotice(notice: StoredNotice): DueMessage {
	return { about: 'notice', id: notice.id, severity: urgencyOf(notice) };
}

function urgencyOf(notice: StoredNotice): Severity {
	if (isUrgent(notice) || notice.kind === 'containment-by-hand') return 'critical';
	// A case that may mention the on-call comes first: then this needs no message of its own.
	return notice.kind === 'mention' ? 'high' : 'info';
}

async function hintedMessage(hint: NotifyHint, deps: NotifyDeps): Promise<DueMessage | null> {
	const { about, id } = hint;
	try {
		return await (about === 'notice' ? hintedNotice(id, deps) : hintedCase(id, deps));
	} catch (error) {
		// It stays due. The channel has only one queue, so a hint that always fails would block all
		// messages.
		deps.telemetry.error(`${about} cannot be read, message not posted`, { id }, error);
		return null;
	}
}

async function hintedNotice(id: string, { notices }: NotifyDeps): Promise<DueMessage | null> {
	const notice = await notices.find(id);
	return notice === null ? null : dueNotice(notice);
}

/** A case without a message gets none because of a hint. */
async function hintedCase(id: string, { cases }: NotifyDeps): Promise<DueMessage | null> {
	const stored = await cases.find(id);
	if (stored === null || !(stored.case.needsMessage || stored.postedMessage !== null)) return null;
	return { about: 'case', id, severity: stored.case.severity };
}

function rankOf({ about, severity }: DueMessage): number {
	return severityRank(severity) - (about === 'notice' ? 0.5 : 0);
}

/** The first of those with the same id. */
function distinct<T extends NotifyHint>(messages: readonly T[]): T[] {
	return [
		...new Map(messages.toReversed().map((one) => [`${one.about}:${one.id}`, one])).values(),
	].toReversed();
}

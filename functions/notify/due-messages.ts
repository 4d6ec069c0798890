import type { StoredCase } from '../../shared/case/case-store.ts';
import type { NotifyHint } from '../../shared/outbox/hints.ts';
import { type Severity, severityRank } from '../../shared/verdict/verdict.ts';
import type { NotifyDeps } from './deps.ts';

/** A case or notice whose message may have to be posted or updated. */
export type DueMessage = NotifyHint & { readonly severity: Severity };

const MOST_CASES = 50;
const MOST_NOTICES = 20;

/**
 * Reads what is due, the most severe first. What the hints name is added, because the list of what
 * is due may be a second behind. A notice says that less is blocked than people think, so it comes
 * right after the critical cases.
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
		...dueNotices.map(({ id }): DueMessage => ({ about: 'notice', id, severity: 'critical' })),
	];
	return distinct(due).toSorted((one, other) => rankOf(other) - rankOf(one));
}

async function hintedMessage(
	{ about, id }: NotifyHint,
	{ cases, telemetry }: NotifyDeps,
): Promise<DueMessage | null> {
	if (about === 'notice') return { about, id, severity: 'critical' };
	let stored: StoredCase | null;
	try {
		stored = await cases.find(id);
	} catch (error) {
		// It stays due. The channel has only one queue, so a hint that always fails would block all
		// messages.
		telemetry.error('case cannot be read, message not posted', { id }, error);
		return null;
	}
	// A case without a message gets none because of a hint.
	if (stored === null || !(stored.case.needsMessage || stored.postedMessage !== null)) return null;
	return { about, id, severity: stored.case.severity };
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

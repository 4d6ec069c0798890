import type { StoredCase } from '../../shared/case/case-store.ts';
import type { NotifyHint } from '../../shared/outbox/hints.ts';
import { type Severity, severityRank } from '../../shared/verdict/verdict.ts';
import type { NotifyDeps } from './deps.ts';

/** Something about which the channel may have to be told. */
export type DueMessage = NotifyHint & { readonly severity: Severity };

const MOST_CASES = 50;
const MOST_NOTICES = 20;

/**
 * What is due, the most severe first, and with it what the hints speak of, as the list of what is due may be a second
 * behind. Notices say that less is blocked than people think, so they come right behind critical cases.
 */
export async function dueMessages(
	hints: readonly NotifyHint[],
	deps: NotifyDeps,
): Promise<readonly DueMessage[]> {
	const passedOver = deps.stuck?.size ?? 0;
	const [cases, notices, hinted] = await Promise.all([
		deps.cases.due(MOST_CASES + passedOver),
		deps.notices.due(MOST_NOTICES + passedOver),
		Promise.all(distinct(hints).map((hint) => messageOf(hint, deps))),
	]);
	const due = [
		...hinted.filter((thing) => thing !== null),
		...cases.map(({ id, severity }): DueMessage => ({ about: 'case', id, severity })),
		...notices.map(({ id }): DueMessage => ({ about: 'notice', id, severity: 'critical' })),
	];
	return distinct(due).toSorted((one, other) => rankOf(other) - rankOf(one));
}

async function messageOf(
	{ about, id }: NotifyHint,
	{ cases, telemetry }: NotifyDeps,
): Promise<DueMessage | null> {
	if (about === 'notice') return { about, id, severity: 'critical' };
	let stored: StoredCase | null;
	try {
		stored = await cases.find(id);
	} catch (error) {
		// It stays due. The channel has one queue, so a hint that always fails would silence everybody.
		telemetry.error('a case that was hinted at cannot be read', { id }, error);
		return null;
	}
	// What nobody is to be told has no message until the list of what is due says so.
	if (stored === null || (!stored.case.needsMessage && stored.postedMessage === null)) return null;
	return { about, id, severity: stored.case.severity };
}

function rankOf({ about, severity }: DueMessage): number {
	return severityRank(severity) - (about === 'notice' ? 0.5 : 0);
}

function distinct<T extends NotifyHint>(things: readonly T[]): T[] {
	return [
		...new Map(things.toReversed().map((thing) => [`${thing.about}:${thing.id}`, thing])).values(),
	].toReversed();
}

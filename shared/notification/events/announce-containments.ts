import type { CaseStore } from '../../case/case-store.ts';
import type { Containment, ContainmentLedger, Step } from '../../containment/ledger/ledger.ts';
import type { Announce, PublisherRun } from '../../containment/ledger/ledger-policy.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import { containmentEvents } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Who is told of changed containments. */
export interface AnnounceDeps {
	readonly ledger: Pick<ContainmentLedger, 'history'>;
	readonly cases: Pick<CaseStore, 'touch'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
}

/**
 * Tells the cases, the sender of messages and other systems what a publisher has changed. Told again it is the same:
 * a case that is due stays due, and the events have the same ids; only metrics count twice. Cases must be told. Queue
 * and bus may be away twice: then reconcile finds the cases, and the events are lost, with an error in the log, so that
 * the next deny need not wait for them.
 */
export function announceContainments(deps: AnnounceDeps): Announce {
	return async (changed, by) => {
		await touchCases(changed, deps);
		const telling = [hint(changed, by, deps), ...changed.map((one) => tellOutside(one, by, deps))];
		const causes = (await Promise.allSettled(telling)).flatMap((one) =>
			one.status === 'rejected' ? [one.reason] : [],
		);
		if (causes.length === 0) return;
		const error = new AggregateError(
			causes,
			`${causes.length} of what ${by.policy} changed was not told`,
		);
		if (!by.isRepeat) throw error;
		deps.telemetry.error(
			'others were not told of changed containments',
			{ policy: by.policy },
			error,
		);
	};
}

function casesOf(changed: readonly Containment[]): string[] {
	return [...new Set(changed.map(({ caseId }) => caseId).filter((id) => id !== null))];
}

/** Before the hint: whoever gets it must find them due. */
async function touchCases(changed: readonly Containment[], { cases }: AnnounceDeps): Promise<void> {
	await Promise.all(casesOf(changed).map((id) => cases.touch(id)));
}

async function hint(
	changed: readonly Containment[],
	{ policy, generation }: PublisherRun,
	{ hints }: AnnounceDeps,
): Promise<void> {
	await hints.toNotify(
		casesOf(changed).map((id) => ({ about: 'case', id })),
		`${policy} ${generation}`,
	);
}

async function tellOutside(
	containment: Containment,
	by: PublisherRun,
	{ ledger, events, telemetry }: AnnounceDeps,
): Promise<void> {
	const history = await ledger.history(containment.id);
	const told = containmentEvents(containment, history, by.holder);
	if (told.length > 0) await events.publish(told);
	telemetry.count('Containment', containment.state);
	const denied = firstDenied(history, by);
	if (denied !== null) telemetry.measure('EventToDeny', denied.at - containment.requestedAt);
}

/** The step with which this run was the first to make the containment effective on its policy, or null. */
function firstDenied(history: readonly Step[], { policy, holder }: PublisherRun): Step | null {
	const first = history.find(({ moves }) =>
		moves.some((move) => move.policy === policy && move.to === 'effective'),
	);
	return first?.by.kind === 'publisher' && first.by.holder === holder ? first : null;
}

import type { CaseStore } from '../../case/case-store.ts';
import type { Containment, ContainmentLedger, Step } from '../../containment/ledger/ledger.ts';
import type { Announce, PublisherRun } from '../../containment/ledger/ledger-policy.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import { containmentEvents } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Where changes of containments are announced. */
export interface AnnounceDeps {
	readonly ledger: Pick<ContainmentLedger, 'history'>;
	readonly cases: Pick<CaseStore, 'touch'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
}

/**
 * Announces what a publisher has changed: makes the cases due, sends hints to `notify`, and
 * publishes domain events. Announcing it again is safe: a case that is due stays due and the events
 * have the same ids; only metrics count twice.
 *
 * The cases must be made due. If the queue or the bus fails in a repeat too, the error is only
 * logged, so that the next deny does not wait for it: reconcile finds the due cases, and the events
 * are lost.
 */
export function announceContainments(deps: AnnounceDeps): Announce {
	return async (changed, by) => {
		await touchCases(changed, deps);
		const sending = [
			hint(changed, by, deps),
			...changed.map((one) => publishEvents(one, by, deps)),
		];
		const causes = (await Promise.allSettled(sending)).flatMap((one) =>
			one.status === 'rejected' ? [one.reason] : [],
		);
		if (causes.length === 0) return;
		const error = new AggregateError(
			causes,
			`${causes.length} hints or events not sent for ${by.policy}`,
		);
		if (!by.isRepeat) throw error;
		deps.telemetry.error('hints or domain events not sent', { policy: by.policy }, error);
	};
}

function casesOf(changed: readonly Containment[]): string[] {
	return [...new Set(changed.map(({ caseId }) => caseId).filter((id) => id !== null))];
}

/**
 * This comes before the hint, because `notify` must find the cases due when it receives the hint.
 */
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

async function publishEvents(
	containment: Containment,
	by: PublisherRun,
	{ ledger, events, telemetry }: AnnounceDeps,
): Promise<void> {
	const history = await ledger.history(containment.id);
	const due = containmentEvents(containment, history, by.holder);
	if (due.length > 0) await events.publish(due);
	telemetry.count('Containment', containment.state);
	const denied = firstDenied(history, by);
	if (denied !== null) telemetry.measure('EventToDeny', denied.at - containment.requestedAt);
}

/**
 * The step by which this run made the containment effective on its policy for the first time, or
 * null.
 */
function firstDenied(history: readonly Step[], { policy, holder }: PublisherRun): Step | null {
	const first = history.find(({ moves }) =>
		moves.some((move) => move.policy === policy && move.to === 'effective'),
	);
	return first?.by.kind === 'publisher' && first.by.holder === holder ? first : null;
}

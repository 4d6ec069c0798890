import { setTimeout } from 'node:timers/promises';
import { makeAllDue, type TellerStores, tellersOf } from '../../case/tellers.ts';
import { stateOf } from '../../containment/ledger/containment-state.ts';
import type { Containment, ContainmentLedger, Step } from '../../containment/ledger/ledger.ts';
import type { Announce, PublisherRun } from '../../containment/ledger/ledger-policy.ts';
import type { Hints } from '../../outbox/hints.ts';
import type { Telemetry } from '../../runtime/telemetry.ts';
import { containmentEvents } from './containment-events.ts';
import type { DomainEvents } from './domain-event.ts';

/** Where changes of containments are announced. */
export interface AnnounceDeps extends TellerStores {
	readonly ledger: Pick<ContainmentLedger, 'history'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly events: DomainEvents;
	readonly telemetry: Telemetry;
}

/** A publisher does not wait longer for its announcement: the next deny comes after it. */
const LONGEST_MS = 3_000;

/**
 * Announces what a publisher has changed: makes their messages due, sends hints to `notify`, and
 * publishes domain events. Announcing it again is safe: what is due stays due and the events have
 * the same ids; only metrics count twice. Whatever fails keeps nothing else from being
 * announced; it is logged, and then this rejects.
 */
export function announceContainments(deps: AnnounceDeps): Announce {
	return async (changed, by) => {
		const { policy } = by;
		const causes = await Promise.race([announceAll(changed, by, deps), tooLate()]);
		if (causes.length === 0) return;
		const what = `${causes.length} announcements failed for ${policy}`;
		const error = new AggregateError(causes, what);
		deps.telemetry.error('containments not announced, reconcile does it', { policy }, error);
		throw error;
	};
}

async function tooLate(): Promise<readonly unknown[]> {
	await setTimeout(LONGEST_MS, undefined, { ref: false });
	return [new Error(`not announced within ${LONGEST_MS} ms`)];
}

/** Answers with the reasons of what failed. */
async function announceAll(
	changed: readonly Containment[],
	by: PublisherRun,
	deps: AnnounceDeps,
): Promise<readonly unknown[]> {
	const tellers = tellersOf(changed);
	// This comes before the hint: `notify` must find the messages due when it receives the hint.
	const made = await makeAllDue(tellers, deps, deps.telemetry);
	const sending = [
		deps.hints.toNotify(
			tellers.map(({ hint }) => hint),
			`${by.policy} ${by.generation}`,
		),
		...changed.map((one) => publishEvents(one, by, deps)),
	];
	return [...made, ...(await Promise.allSettled(sending))].flatMap((one) =>
		one.status === 'rejected' ? [one.reason] : [],
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
	const isOutside = stateOf(containment) === 'outside';
	telemetry.count('Containment', isOutside ? 'outside' : containment.state);
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

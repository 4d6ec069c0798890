import { makeAllDue, tellersOf } from '../../shared/case/tellers.ts';
import { isOpen } from '../../shared/containment/breaker.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { announceBreaker } from '../../shared/notification/events/announce-breaker.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';

/** Notify reads by itself what is due, so a hundred hints are enough to start it. */
const MOST_HINTS = 100;

/**
 * Announces an open breaker until its notice is posted: the function that opened it may have died.
 */
export const announceOpenBreaker: ReconcilePart = async (now, deps) => {
	const opening = await deps.ledger.breaker();
	if (opening === null || !isOpen(opening) || opening.toldAt !== null) return;
	await announceBreaker(opening, `reconcile ${now}`, deps);
};

/** Announcements of one run: more are as rare as an outage of the queue. */
const MOST_ANNOUNCED = 50;

/** Announces what publishers have changed and could not announce, or were killed before. */
export const announceContained: ReconcilePart = async (_, { publishers }) =>
	publishers.announceAgain(MOST_ANNOUNCED);

/** Sends hints for all messages that are due: a hint can get lost, an item in the table cannot. */
export const hintDueMessages: ReconcilePart = async (now, { cases, notices, hints }) => {
	const [dueCases, dueNotices] = await Promise.all([
		cases.due(MOST_HINTS),
		notices.due(MOST_HINTS),
	]);
	await hints.toNotify(
		[
			...dueCases.map(({ id }) => ({ about: 'case', id }) as const),
			...dueNotices.map(({ id }) => ({ about: 'notice', id }) as const),
		],
		`reconcile ${now}`,
	);
};

/**
 * Changes containments and has the messages that tell of them updated. The messages are made due
 * before the change and after it. If this function dies in between, they are due already; and if a
 * message was posted just before the change, it is updated again. If one cannot be made due, the
 * containments are changed all the same. Answers with the reasons of what failed.
 */
export async function changeAndTell(
	containments: readonly Containment[],
	{ change, deps }: { change: () => Promise<Settled>; deps: ReconcileDeps },
): Promise<readonly unknown[]> {
	const tellers = tellersOf(containments);
	const before = await makeAllDue(tellers, deps, deps.telemetry);
	const changed = await change();
	const after = await makeAllDue(tellers, deps, deps.telemetry);
	return [...before, ...changed, ...after].flatMap((one) =>
		one.status === 'rejected' ? [one.reason] : [],
	);
}

type Settled = readonly PromiseSettledResult<unknown>[];

/** Sends one hint for each policy. `change` must differ for each part of a run; see `Hints`. */
export async function hintPolicies(
	policies: Iterable<PolicyId>,
	change: string,
	{ hints }: ReconcileDeps,
): Promise<void> {
	const distinct = [...new Set(policies)];
	await hints.toContain(
		distinct.map((policy) => ({ policy })),
		`reconcile ${change}`,
	);
}

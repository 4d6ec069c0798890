import type { StoredCase } from '../../shared/case/case-store.ts';
import { BEFORE_END, extensionFor, isEndingUnanswered } from '../../shared/case/extension.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { changeAndTell } from './messages.ts';

/** A publication takes seconds. If one takes longer, it is stuck. */
const STUCK_MS = 2 * 60_000;

/**
 * Extends the containments that would end while nobody has answered, and has the end of the others
 * posted in time (design, section 4.5). The function that posts the message sees from the end and
 * from the history which of the two happened.
 */
export const extendUnanswered: ReconcilePart = async (now, deps) => {
	await eachAlone(await deps.ledger.open(), async (containment) => {
		const theCase = containment.caseId === null ? null : await deps.cases.find(containment.caseId);
		if (theCase !== null && isEndingUnanswered(containment, theCase, now)) {
			await extendOrRemind(containment, theCase, { now, deps });
		}
	});
};

async function extendOrRemind(
	containment: Containment,
	theCase: StoredCase,
	{ now, deps }: { now: number; deps: ReconcileDeps },
): Promise<void> {
	const until = extensionFor(containment, theCase, now);
	if (until === null && isReminderPosted(containment, theCase)) return;
	const change = async () => {
		if (until === null) return;
		await deps.ledger.extend(containment.id, {
			until,
			by: { kind: 'rule', name: 'unanswered' },
			at: now,
		});
	};
	await changeAndTell([containment], { change, now, deps });
	if (until !== null) await hintPolicies(policiesOf([containment]), now, deps);
}

/** A message that is due will show the end, and a message posted this near to the end showed it. */
function isReminderPosted(
	{ until }: Containment,
	{ postedRevision, revision, postedMessage }: StoredCase,
): boolean {
	return (
		postedRevision < revision || (postedMessage !== null && postedMessage.at >= until - BEFORE_END)
	);
}

/** Ends the containments whose time is over, and has them taken out of the policies. */
export const endExpired: ReconcilePart = async (now, deps) => {
	const due = (await deps.ledger.open()).filter(({ until }) => until <= now);
	if (due.length === 0) return;
	const change = () => deps.ledger.expireDue(now);
	const expired = await changeAndTell(due, { change, now, deps });
	await hintPolicies(policiesOf(expired), now, deps);
};

/**
 * Has every policy compared with the table. That resumes what is stuck and finds what somebody else
 * changed. The configured policies come first, because they do not depend on the table.
 */
export const comparePolicies: ReconcilePart = async (now, deps) => {
	await hintPolicies(deps.policies, now, deps);
	const open = await deps.ledger.open();
	for (const containment of open) warnOfStuck(containment, now, deps);
	const hinted = new Set(deps.policies);
	await hintPolicies(
		policiesOf(open).filter((policy) => !hinted.has(policy)),
		now,
		deps,
	);
};

function warnOfStuck(
	{ id, policies }: Containment,
	now: number,
	{ telemetry }: ReconcileDeps,
): void {
	for (const { policy, state, since } of policies) {
		const isMoving = state === 'requested' || state === 'publishing' || state === 'failed';
		if (isMoving && now - since > STUCK_MS) {
			telemetry.warn('containment stuck', { containment: id, policy, state, since });
		}
	}
}

/** Sends one hint for each policy, however many containments name it. */
async function hintPolicies(
	policies: Iterable<PolicyId>,
	now: number,
	{ hints }: ReconcileDeps,
): Promise<void> {
	const distinct = [...new Set(policies)];
	await hints.toContain(
		distinct.map((policy) => ({ policy })),
		`reconcile ${now}`,
	);
}

/** Works on all items, one after the other, also if some fail. Throws at the end if any failed. */
async function eachAlone<T>(
	items: readonly T[],
	work: (item: T) => Promise<unknown>,
): Promise<void> {
	const failures: unknown[] = [];
	for (const item of items) {
		try {
			await work(item);
		} catch (error) {
			failures.push(error);
		}
	}
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} of ${items.length} failed`);
}

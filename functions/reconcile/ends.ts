import type { StoredCase } from '../../shared/case/case-store.ts';
import { BEFORE_END, extensionFor, isEndingUnanswered } from '../../shared/case/extension.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import type { Containment } from '../../shared/containment/ledger/ledger.ts';
import { policiesOf } from '../../shared/containment/policy-id.ts';
import { workOrPassOver } from '../../shared/runtime/dynamodb-item.ts';
import { tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { changeAndTell, hintPolicies } from './messages.ts';
import { openParts } from './parts.ts';

/** What a run spends on this part; the next run goes on. Its time-out is at 120 s. */
const MOST_MS = 30_000;

/** What must be done about a containment: its later end, or that its end is told, or that it ends. */
type Due =
	| { readonly kind: 'extend'; readonly until: number }
	| { readonly kind: 'remind' }
	| { readonly kind: 'expire' };

type DueOne = Due & { readonly containment: Containment };

/**
 * Extends the containments that would end while nobody has answered, has the end of the others
 * posted in time, and ends those whose time is over (design, section 4.5). The soonest end comes
 * first, so that what must be extended is extended before it could end, however many there are. A
 * run that has no time left is continued by the next one. The function that posts the message sees
 * from the end and from the history what happened.
 */
export const settleEnds: ReconcilePart = async (now, deps) => {
	const { positions, telemetry } = deps;
	const policies = new Set<PolicyId>();
	const failures: unknown[] = [];
	let next: string | null = null;
	let latest = 0;
	const began = await positions.read('ends');
	const asked = { after: began, until: now + BEFORE_END, stopAt: now + MOST_MS };
	for await (const part of openParts(deps, asked)) {
		next = part.next;
		const due = await dueOf(part.containments, { now, deps, failures });
		failures.push(...(await settle(due, now, deps)));
		for (const policy of policiesOf(changedIn(part.containments, due, now))) policies.add(policy);
		for (const { kind, containment } of due)
			if (kind === 'expire') latest = Math.max(latest, now - containment.until);
	}
	if (latest > 0) telemetry.measure('EndedAfter', latest);
	if (next !== null) telemetry.count('ReconcileUnfinished', 'ends');
	await hintPolicies(policies, `ends ${now}`, deps);
	if (next !== began) await positions.write('ends', next);
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} containments or messages failed`);
};

/** Those whose policies must be published: what is changed, and what is to be taken out still. */
function changedIn(
	containments: readonly Containment[],
	due: readonly DueOne[],
	now: number,
): Containment[] {
	const changed = new Set(due.flatMap((one) => (one.kind === 'remind' ? [] : [one.containment])));
	return containments.filter(
		(one) => changed.has(one) || (one.ending !== null && one.until <= now),
	);
}

async function dueOf(
	containments: readonly Containment[],
	{ now, deps, failures }: { now: number; deps: ReconcileDeps; failures: unknown[] },
): Promise<DueOne[]> {
	const open = containments.filter(({ ending }) => ending === null);
	const found = await Promise.allSettled(open.map((one) => caseOf(one, deps)));
	return open.flatMap((containment, at) => {
		const read = found[at];
		if (read?.status !== 'fulfilled') {
			failures.push(read?.reason);
			return [];
		}
		const due = dueWith(containment, read.value, now);
		return due === null ? [] : [{ ...due, containment }];
	});
}

/** The case of a containment; null if there is none. One that is damaged delays no end. */
function caseOf(
	{ caseId }: Containment,
	{ cases, telemetry }: ReconcileDeps,
): Promise<StoredCase | null> {
	if (caseId === null) return Promise.resolve(null);
	return workOrPassOver(cases.find(caseId), tellUnreadable(telemetry));
}

function dueWith(containment: Containment, theCase: StoredCase | null, now: number): Due | null {
	if (theCase !== null && isEndingUnanswered(containment, theCase, now)) {
		const until = extensionFor(containment, theCase, now);
		if (until !== null) return { kind: 'extend', until };
		if (containment.until > now)
			return isReminderPosted(containment, theCase) ? null : { kind: 'remind' };
	}
	return containment.until <= now ? { kind: 'expire' } : null;
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

/** Does what is due, all at the same time. Answers with the reasons of what failed. */
async function settle(
	due: readonly DueOne[],
	now: number,
	deps: ReconcileDeps,
): Promise<readonly unknown[]> {
	const change = () => Promise.allSettled(due.map((one) => settleOne(one, now, deps)));
	return changeAndTell(
		due.map(({ containment }) => containment),
		{ change, deps },
	);
}

async function settleOne(one: DueOne, now: number, { ledger }: ReconcileDeps): Promise<void> {
	const { id } = one.containment;
	if (one.kind === 'expire') await ledger.expire(id, now);
	if (one.kind !== 'extend') return;
	await ledger.extend(id, { until: one.until, by: { kind: 'rule', name: 'unanswered' }, at: now });
}

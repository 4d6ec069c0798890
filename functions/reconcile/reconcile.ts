import { listAccounts } from './accounts.ts';
import type { ReconcileDeps, ReconcilePart } from './deps.ts';
import { settleEnds } from './ends.ts';
import { settleKeyAges } from './key-ages.ts';
import { announceContained, announceOpenBreaker, hintDueMessages } from './messages.ts';
import { comparePolicies, sweepOpen } from './policies.ts';
import { wakeOverdueReports } from './reports.ts';
import { lookAtStackSets } from './stack-sets.ts';
import { tellDailySummaries } from './summaries.ts';

/**
 * The parts of a run, in order: what denies and what ends comes first, and the hints come after all
 * that makes messages due. The parts that may take long watch the clock. The daily summary and the
 * StackSets are last, because reading a flooded day or a large organization takes long; they send
 * their own hints.
 */
const PARTS: readonly (readonly [string, ReconcilePart])[] = [
	['comparing the policies', comparePolicies],
	['extending and ending containments', settleEnds],
	['looking at all open containments', sweepOpen],
	['announcing what was contained', announceContained],
	['announcing the open breaker', announceOpenBreaker],
	['asking for the ages of access keys', settleKeyAges],
	['listing the accounts', listAccounts],
	['waking overdue reports', wakeOverdueReports],
	['sending hints about due messages', hintDueMessages],
	['telling the daily summary', tellDailySummaries],
	['looking at the StackSets', lookAtStackSets],
];

/**
 * Repairs what got lost on the way. A part that fails does not stop the others; the failures are
 * thrown at the end, so that the alarm on errors fires.
 */
export async function reconcile(now: number, deps: ReconcileDeps): Promise<void> {
	const { telemetry } = deps;
	const failures: unknown[] = [];
	for (const [name, part] of PARTS) {
		try {
			await part(now, deps);
		} catch (error) {
			telemetry.error(`${name} failed`, {}, error);
			failures.push(error);
		}
	}
	telemetry.count('Reconciled');
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} parts of reconcile failed`);
}

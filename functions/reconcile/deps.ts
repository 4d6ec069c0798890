import type { CaseStore } from '../../shared/case/case-store.ts';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { knownPolicies } from '../../shared/containment/known-policies.ts';
import { dynamodbPartPositions } from '../../shared/containment/ledger/dynamodb-part-positions.ts';
import { dynamodbPolicyLedger } from '../../shared/containment/ledger/dynamodb-policy-ledger.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { PolicyLedger } from '../../shared/containment/ledger/ledger-policy.ts';
import type { PartPositions } from '../../shared/containment/ledger/part-positions.ts';
import type { KeyAges } from '../../shared/credential/key-age.ts';
import type { AccountLists } from '../../shared/history/account-lists.ts';
import { dynamodbAccountLists } from '../../shared/history/dynamodb-account-lists.ts';
import { announceContainments } from '../../shared/notification/events/announce-containments.ts';
import type { DomainEvents } from '../../shared/notification/events/domain-event.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { sqsClient } from '../../shared/outbox/sqs-hints.ts';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import type { OrganizationAccounts } from '../../shared/report/organization-accounts.ts';
import { openOrganizationAccounts } from '../../shared/report/organizations-accounts.ts';
import type { ReportMessages } from '../../shared/report/report-message.ts';
import type { ReportRuns } from '../../shared/report/report-runs.ts';
import { sqsReportMessages } from '../../shared/report/sqs-report-messages.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { DailySummaries } from '../../shared/summary/daily-summaries.ts';
import { dynamodbDailySummaries } from '../../shared/summary/dynamodb-daily-summaries.ts';
import type { Variable } from '../environment.ts';
import { HUB_VARIABLES, makeHubDeps } from '../hub-deps.ts';
import type { FunctionStart } from '../start-function.ts';
import { type WatchedStackSets, watchedStackSets } from './watched-stack-sets.ts';

/** What reconcile uses. */
export interface ReconcileDeps {
	readonly ledger: Pick<ContainmentLedger, 'openPart' | 'expire' | 'extend'> &
		Pick<BreakerLedger, 'breaker'>;
	/** Announces what a publisher could not announce. */
	readonly publishers: Pick<PolicyLedger, 'announceAgain'>;
	readonly cases: Pick<CaseStore, 'find' | 'touch' | 'due' | 'keysAsked' | 'settleKeyAge'>;
	readonly notices: Pick<Notices, 'add' | 'makeDue' | 'due'>;
	readonly summaries: Pick<DailySummaries, 'waiting' | 'read' | 'recordTold'>;
	readonly keyAges: KeyAges;
	readonly hints: Hints;
	readonly events: DomainEvents;
	readonly runs: Pick<ReportRuns, 'overdue'>;
	readonly reports: ReportMessages;
	/** Lists the accounts of the organization; null in a single account. */
	readonly organization: OrganizationAccounts | null;
	readonly lists: AccountLists;
	/** The StackSets of the management account; null in a single account. */
	readonly stackSets: WatchedStackSets | null;
	/** How far the runs before have come. */
	readonly positions: PartPositions;
	/** Milliseconds since 1970, UTC, by which a run sees how much time it has left. */
	readonly clock: () => number;
	readonly telemetry: Telemetry;
	/** Every run compares the text of these policies, even if nobody is contained. */
	readonly policies: readonly PolicyId[];
	/** A credential older than this is reported. */
	readonly credentialDays: number;
	/** Days end in this time zone. */
	readonly timeZone: string;
}

/** One part of a run. `now`: milliseconds since 1970, UTC. Running it again changes nothing. */
export type ReconcilePart = (now: number, deps: ReconcileDeps) => Promise<void>;

/** The variables that the function needs. */
export const VARIABLES = [
	...HUB_VARIABLES,
	'EYES_REPORT_QUEUE',
] as const satisfies readonly Variable[];

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps(start: FunctionStart<(typeof VARIABLES)[number]>): ReconcileDeps {
	const { configuration, variables } = start;
	const { table, ...deps } = makeHubDeps(start);
	return {
		...deps,
		publishers: dynamodbPolicyLedger(table, announceContainments(deps)),
		runs: dynamodbReportRuns(table),
		summaries: dynamodbDailySummaries(table),
		reports: sqsReportMessages(sqsClient(), variables.EYES_REPORT_QUEUE),
		organization:
			configuration.deployment.kind === 'organization'
				? openOrganizationAccounts(variables.EYES_PARTITION)
				: null,
		lists: dynamodbAccountLists(table),
		stackSets: watchedStackSets(configuration, deps.credentials, table),
		positions: dynamodbPartPositions(table),
		clock: Date.now,
		policies: knownPolicies(configuration, variables.EYES_ACCOUNT),
		credentialDays: configuration.limits.credentialDays,
		timeZone: configuration.timeZone,
	};
}

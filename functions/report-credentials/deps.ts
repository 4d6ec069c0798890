import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbKeyUses } from '../../shared/history/dynamodb-key-uses.ts';
import type { KeyUses } from '../../shared/history/key-use.ts';
import type { ReportFileSettings } from '../../shared/notification/report/report-settings.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Hints } from '../../shared/outbox/hints.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { sqsClient, sqsHints } from '../../shared/outbox/sqs-hints.ts';
import type { AccountReader } from '../../shared/report/account-reader.ts';
import { dynamodbReportRuns } from '../../shared/report/dynamodb-report-runs.ts';
import { openAccountReader } from '../../shared/report/iam-account-reader.ts';
import {
	type OrganizationAccounts,
	onlyAccount,
} from '../../shared/report/organization-accounts.ts';
import { openOrganizationAccounts } from '../../shared/report/organizations-accounts.ts';
import type { ReportArchive } from '../../shared/report/report-archive.ts';
import type { ReportMessages } from '../../shared/report/report-message.ts';
import type { ReportRuns } from '../../shared/report/report-runs.ts';
import { openReportArchive } from '../../shared/report/s3-report-archive.ts';
import { sqsReportMessages } from '../../shared/report/sqs-report-messages.ts';
import { openTable } from '../../shared/runtime/dynamodb-table.ts';
import { type Telemetry, tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { FunctionStart } from '../start-function.ts';

/** What `report-credentials` uses. */
export interface ReportDeps {
	/** The accounts that a run reads. */
	readonly directory: OrganizationAccounts;
	readonly reader: AccountReader;
	readonly runs: ReportRuns;
	readonly archive: ReportArchive;
	readonly messages: ReportMessages;
	readonly keyUses: Pick<KeyUses, 'of'>;
	readonly notices: Pick<Notices, 'add'>;
	readonly hints: Pick<Hints, 'toNotify'>;
	readonly settings: ReportFileSettings & Pick<Configuration, 'use'>;
	readonly telemetry: Telemetry;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
}

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_ACCOUNT',
	'EYES_PARTITION',
	'EYES_NOTIFY_QUEUE',
	'EYES_REPORT_QUEUE',
	'EYES_REPORT_BUCKET',
] as const satisfies readonly Variable[];

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps({
	variables,
	configuration,
	telemetry,
	sessionName,
}: FunctionStart<(typeof VARIABLES)[number]>): ReportDeps {
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const { deployment, slack } = configuration;
	const partition = variables.EYES_PARTITION;
	const client = sqsClient();
	const { channel } = slack;
	return {
		directory:
			deployment.organization === null
				? onlyAccount(variables.EYES_ACCOUNT)
				: openOrganizationAccounts(partition),
		reader: openAccountReader({ partition, sessionName, now: Date.now, sleep }),
		runs: dynamodbReportRuns(table),
		archive: openReportArchive(variables.EYES_REPORT_BUCKET),
		messages: sqsReportMessages(client, variables.EYES_REPORT_QUEUE),
		keyUses: dynamodbKeyUses(table),
		notices: dynamodbNotices(table),
		hints: sqsHints({ client, notify: variables.EYES_NOTIFY_QUEUE, contain: null, channel }),
		settings: configuration,
		telemetry,
		now: Date.now,
	};
}

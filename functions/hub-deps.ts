import { dynamodbCases } from '../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../shared/containment/ledger/dynamodb-ledger.ts';
import { openAges } from '../shared/credential/iam-ages.ts';
import { eventbridgeDomainEvents } from '../shared/notification/events/eventbridge-domain-events.ts';
import { dynamodbNotices } from '../shared/outbox/dynamodb-notices.ts';
import { sqsClient, sqsHints } from '../shared/outbox/sqs-hints.ts';
import { openTable } from '../shared/runtime/dynamodb-table.ts';
import { readerCredentials } from '../shared/runtime/sts-assumed-clients.ts';
import { tellUnreadable } from '../shared/runtime/telemetry.ts';
import type { Variable } from './environment.ts';
import type { FunctionStart } from './start-function.ts';

/** The variables of the functions that decide who is contained. */
export const HUB_VARIABLES = [
	'EYES_TABLE',
	'EYES_ACCOUNT',
	'EYES_PARTITION',
	'EYES_NOTIFY_QUEUE',
	'EYES_CONTAIN_QUEUE',
	'EYES_EVENTS_BUS',
] as const satisfies readonly Variable[];

export type HubStart = FunctionStart<(typeof HUB_VARIABLES)[number]>;

/** Makes the clients and stores that judging and reconciling share. It calls nothing yet. */
export function makeHubDeps({ variables, configuration, telemetry, sessionName }: HubStart) {
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const now = Date.now;
	const credentials = readerCredentials(variables.EYES_PARTITION, { now, sessionName });
	return {
		table,
		/** Shared, so that the reader role of an account is assumed once. */
		credentials,
		ledger: { ...dynamodbLedger(table), ...dynamodbBreakerLedger(table) },
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		...openAges(table, { credentials, now, telemetry }),
		hints: sqsHints({
			client: sqsClient(),
			notify: variables.EYES_NOTIFY_QUEUE,
			contain: variables.EYES_CONTAIN_QUEUE,
			channel: configuration.slack.channel,
		}),
		events: eventbridgeDomainEvents(variables.EYES_EVENTS_BUS),
		telemetry,
	};
}

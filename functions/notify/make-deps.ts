import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbBreakerLedger } from '../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { slackMessages } from '../../shared/notification/slack/slack-messages.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import { sqsClient } from '../../shared/outbox/sqs-hints.ts';
import { openTable } from '../../shared/runtime/dynamodb-open-table.ts';
import { powertoolsSecret } from '../../shared/runtime/powertools-secret.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import { type Telemetry, tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_NOTIFY_QUEUE',
	'EYES_SLACK_SECRET',
] as const satisfies readonly Variable[];

/** The rooms as they are in AWS; nothing is called yet. */
export function makeDeps(
	variables: Readonly<Record<(typeof VARIABLES)[number], string>>,
	{ slack, ...settings }: Configuration,
	telemetry: Telemetry,
) {
	if (slack.channel === null) {
		throw new Error(
			'slack.channel in eyes.config.ts is null: name the channel by its id (C…) and deploy again',
		);
	}
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const token = powertoolsSecret(variables.EYES_SLACK_SECRET, { telemetry });
	return {
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		ledger: dynamodbLedger(table),
		breaker: dynamodbBreakerLedger(table),
		messages: slackMessages({ apiUrl: slack.apiUrl, token }),
		channel: slack.channel,
		...{ settings, telemetry },
		now: Date.now,
		stuck: new Map<string, number>(),
		deferral: sqsDeferral(sqsClient(), variables.EYES_NOTIFY_QUEUE),
	};
}

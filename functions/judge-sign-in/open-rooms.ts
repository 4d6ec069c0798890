import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbBrakeLedger } from '../../shared/containment/dynamodb-brake-ledger.ts';
import { dynamodbCases } from '../../shared/containment/dynamodb-cases.ts';
import { dynamodbLedger } from '../../shared/containment/dynamodb-ledger.ts';
import { dynamodbNotices } from '../../shared/containment/dynamodb-notices.ts';
import { openKeyAges } from '../../shared/credential/iam-open-key-ages.ts';
import { dynamodbHistory } from '../../shared/history/dynamodb-history.ts';
import { dynamodbOwnAccounts } from '../../shared/history/dynamodb-own-accounts.ts';
import { eventbridgeDomainEvents } from '../../shared/notification/eventbridge-domain-events.ts';
import { openTable } from '../../shared/runtime/dynamodb-open-table.ts';
import { sqsClient, sqsHints } from '../../shared/runtime/sqs-hints.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import { casesInTurn } from './in-turn.ts';
import type { JudgeRooms } from './rooms.ts';
import { hubSettings } from './settings.ts';

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_ACCOUNT',
	'EYES_PARTITION',
	'EYES_NOTIFY_QUEUE',
	'EYES_CONTAIN_QUEUE',
	'EYES_EVENTS_BUS',
] as const satisfies readonly Variable[];

/** The rooms as they are in AWS; nothing is called yet. */
export function openRooms(
	environment: Readonly<Record<(typeof VARIABLES)[number], string>>,
	configuration: Configuration,
	telemetry: Telemetry,
): JudgeRooms {
	const table = openTable(environment.EYES_TABLE);
	return {
		settings: hubSettings(configuration, environment.EYES_ACCOUNT),
		history: dynamodbHistory(table),
		accounts: dynamodbOwnAccounts(table),
		cases: casesInTurn(dynamodbCases(table)),
		ledger: { ...dynamodbLedger(table), ...dynamodbBrakeLedger(table) },
		notices: dynamodbNotices(table),
		keyAges: openKeyAges(table, {
			partition: environment.EYES_PARTITION,
			sessionName: 'eyes-judge-sign-in',
			now: Date.now,
			telemetry,
		}),
		hints: sqsHints({
			client: sqsClient(),
			notify: environment.EYES_NOTIFY_QUEUE,
			contain: environment.EYES_CONTAIN_QUEUE,
			channel: configuration.slack.channel ?? 'no-channel',
		}),
		events: eventbridgeDomainEvents(environment.EYES_EVENTS_BUS),
		telemetry,
	};
}

import type { Configuration } from '../../shared/configuration/configuration.ts';
import { dynamodbBrakeLedger } from '../../shared/containment/dynamodb-brake-ledger.ts';
import { dynamodbCases } from '../../shared/containment/dynamodb-cases.ts';
import { dynamodbLedger } from '../../shared/containment/dynamodb-ledger.ts';
import { dynamodbNotices } from '../../shared/containment/dynamodb-notices.ts';
import { openKeyAges } from '../../shared/credential/iam-open-key-ages.ts';
import { eventbridgeDomainEvents } from '../../shared/notification/eventbridge-domain-events.ts';
import { openTable } from '../../shared/runtime/dynamodb-open-table.ts';
import { sqsClient, sqsHints } from '../../shared/runtime/sqs-hints.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { SweepRooms } from './rooms.ts';
import { sweptTargets } from './swept-targets.ts';

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
): SweepRooms {
	const table = openTable(environment.EYES_TABLE);
	return {
		ledger: { ...dynamodbLedger(table), ...dynamodbBrakeLedger(table) },
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		keyAges: openKeyAges(table, {
			partition: environment.EYES_PARTITION,
			sessionName: 'eyes-sweep',
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
		targets: sweptTargets(configuration, environment.EYES_ACCOUNT),
		credentialDays: configuration.limits.credentialDays,
	};
}

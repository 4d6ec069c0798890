import type { SQSHandler } from 'aws-lambda';
import { dynamodbCases } from '../../shared/containment/cases/dynamodb-cases.ts';
import { dynamodbNotices } from '../../shared/containment/cases/dynamodb-notices.ts';
import { dynamodbBrakeLedger } from '../../shared/containment/ledger/dynamodb-brake-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import { slackMessages } from '../../shared/notification/slack-messages.ts';
import { openTable } from '../../shared/runtime/dynamodb-open-table.ts';
import { powertoolsSecret } from '../../shared/runtime/powertools-secret.ts';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import { sqsClient } from '../../shared/runtime/sqs-hints.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { notify } from './notify.ts';

const environment = readEnvironment('EYES_TABLE', 'EYES_NOTIFY_QUEUE', 'EYES_SLACK_SECRET');
const { slack, ...settings } = readConfiguration(__dirname);
if (slack.channel === null) {
	throw new Error(
		'slack.channel in eyes.config.ts is null: name the channel by its id (C…) and deploy again',
	);
}
const table = openTable(environment.EYES_TABLE);
const says = telemetry('notify');
const token = powertoolsSecret(environment.EYES_SLACK_SECRET, { telemetry: says });
const rooms = {
	cases: dynamodbCases(table),
	notices: dynamodbNotices(table),
	ledger: dynamodbLedger(table),
	brake: dynamodbBrakeLedger(table),
	messages: slackMessages({ apiUrl: slack.apiUrl, token }),
	channel: slack.channel,
	settings,
	telemetry: says,
	now: Date.now,
	stuck: new Map<string, number>(),
	deferral: sqsDeferral(sqsClient(), environment.EYES_NOTIFY_QUEUE),
};

/** Hints from the channel's queue; what is left to say is put off, and the message with it. */
export const handler: SQSHandler = ({ Records }) => notify(Records, rooms);

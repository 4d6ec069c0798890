import type { CaseStore } from '../../shared/case/case-store.ts';
import { dynamodbCases } from '../../shared/case/dynamodb-cases.ts';
import { dynamodbBreakerLedger } from '../../shared/containment/ledger/dynamodb-breaker-ledger.ts';
import { dynamodbLedger } from '../../shared/containment/ledger/dynamodb-ledger.ts';
import type { ContainmentLedger } from '../../shared/containment/ledger/ledger.ts';
import type { BreakerLedger } from '../../shared/containment/ledger/ledger-breaker.ts';
import type { MessageSettings } from '../../shared/notification/card/card-source.ts';
import type { ReportFileSettings } from '../../shared/notification/report/report-settings.ts';
import type { ChannelFiles, SlackPeople } from '../../shared/notification/slack/channel-files.ts';
import type { ChannelMessages } from '../../shared/notification/slack/channel-messages.ts';
import { slackCaller } from '../../shared/notification/slack/slack-caller.ts';
import { slackFiles } from '../../shared/notification/slack/slack-files.ts';
import { slackMessages } from '../../shared/notification/slack/slack-messages.ts';
import { slackPeople } from '../../shared/notification/slack/slack-people.ts';
import { dynamodbMentions } from '../../shared/outbox/dynamodb-mentions.ts';
import { dynamodbNotices } from '../../shared/outbox/dynamodb-notices.ts';
import type { Mentions } from '../../shared/outbox/mentions.ts';
import type { Notices } from '../../shared/outbox/notices.ts';
import { type SlackChannels, slackChannels } from '../../shared/outbox/slack-channels.ts';
import { sqsClient } from '../../shared/outbox/sqs-hints.ts';
import type { ReportArchive } from '../../shared/report/report-archive.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';
import { openTable } from '../../shared/runtime/dynamodb-table.ts';
import { powertoolsSecret } from '../../shared/runtime/powertools-secret.ts';
import { sqsDeferral } from '../../shared/runtime/sqs-deferral.ts';
import { type Telemetry, tellUnreadable } from '../../shared/runtime/telemetry.ts';
import type { Variable } from '../environment.ts';
import type { FunctionStart } from '../start-function.ts';
import type { Pause } from './gates.ts';

/** What `notify` uses. */
export interface NotifyDeps {
	readonly cases: Pick<CaseStore, 'find' | 'due' | 'claim' | 'recordPosted' | 'recordReply'>;
	readonly notices: Omit<Notices, 'makeDue'>;
	readonly ledger: Pick<ContainmentLedger, 'find' | 'history'>;
	readonly breaker: Pick<BreakerLedger, 'markBreakerTold'>;
	readonly messages: ChannelMessages;
	readonly files: ChannelFiles;
	readonly people: SlackPeople;
	/** Opens the bucket of the reports, which most runs do not need. */
	readonly openArchive: () => Promise<ReportArchive>;
	readonly channels: SlackChannels;
	/** Slack's id of whom urgent messages mention; null: nobody. */
	readonly onCall: string | null;
	readonly mentions: Mentions;
	readonly settings: MessageSettings & ReportFileSettings;
	readonly telemetry: Telemetry;
	/** Milliseconds since 1970, UTC. */
	readonly now: () => number;
	/**
	 * Messages that Slack refuses in every form, or in their channel, and until when they are not
	 * tried. Runs share it.
	 */
	readonly stuck: Map<string, number>;
	/** Channels that refuse or limit messages. Runs share it. */
	readonly pauses: Map<string, Pause>;
	readonly deferral: Deferral;
}

/** The variables that the function needs. */
export const VARIABLES = [
	'EYES_TABLE',
	'EYES_NOTIFY_QUEUE',
	'EYES_SLACK_SECRET',
	'EYES_REPORT_BUCKET',
] as const satisfies readonly Variable[];

/** Makes the clients and stores. It calls nothing yet. */
export function makeDeps({
	variables,
	configuration,
	telemetry,
}: FunctionStart<(typeof VARIABLES)[number]>): NotifyDeps {
	const { slack, ...settings } = configuration;
	if (slack.channel === null) {
		throw new Error(
			'slack.channel in eyes.config.ts is null: name the channel by its id (C…) and deploy again',
		);
	}
	const table = openTable(variables.EYES_TABLE, tellUnreadable(telemetry));
	const token = powertoolsSecret(variables.EYES_SLACK_SECRET, { telemetry });
	const call = slackCaller({ apiUrl: slack.apiUrl, token });
	return {
		cases: dynamodbCases(table),
		notices: dynamodbNotices(table),
		ledger: dynamodbLedger(table),
		breaker: dynamodbBreakerLedger(table),
		messages: slackMessages(call),
		files: slackFiles(call),
		people: slackPeople(call),
		openArchive: () => openArchive(variables.EYES_REPORT_BUCKET),
		channels: slackChannels(slack.channel, slack.channels),
		...{ onCall: slack.onCall, mentions: dynamodbMentions(table) },
		...{ settings, telemetry },
		now: Date.now,
		stuck: new Map<string, number>(),
		pauses: new Map<string, Pause>(),
		deferral: sqsDeferral(sqsClient(), variables.EYES_NOTIFY_QUEUE),
	};
}

/** The S3 client is loaded only when it is needed, because loading it would slow every start. */
async function openArchive(bucket: string): Promise<ReportArchive> {
	const { openReportArchive } = await import('../../shared/report/s3-report-archive.ts');
	return openReportArchive(bucket);
}

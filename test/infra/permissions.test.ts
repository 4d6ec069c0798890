import { describe, expect, it } from 'vitest';
import { rightsByRole } from '../support/readable-policy.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

const ITEMS = [
	'dynamodb:GetItem on <HubTable.Arn>',
	'dynamodb:PutItem on <HubTable.Arn>',
	'dynamodb:Query on <HubTable.Arn>',
	'dynamodb:UpdateItem on <HubTable.Arn>',
];
const DELETE_ITEM = 'dynamodb:DeleteItem on <HubTable.Arn>';
const OPEN_INDEX = 'dynamodb:Query on <HubTable.Arn>/index/open';
const DOMAIN_EVENTS =
	'events:PutEvents on <HubDomainBus.Arn> if ForAllValues:StringEquals events:source eyes-system and events:detail-type ' +
	'Sign-in Flagged or Principal Contained or Containment Ended or Containment Failed or Breaker Opened';
const TO_CONTAIN = 'sqs:SendMessage on <HubContainmentQueue.Arn>';
const TO_REPORT = 'sqs:SendMessage on <HubReportingQueue.Arn>';
const TO_NOTIFY = 'sqs:SendMessage on <HubNotificationQueue.Arn>';

function logsOf(fn: string): string[] {
	return [`logs:CreateLogStream on <${fn}Logs.Arn>`, `logs:PutLogEvents on <${fn}Logs.Arn>`];
}

/** Lambda needs these permissions to deliver the messages of a queue to the function. */
function worksOn(queue: string): string[] {
	return [
		`sqs:ChangeMessageVisibility on <${queue}.Arn>`,
		`sqs:DeleteMessage on <${queue}.Arn>`,
		`sqs:GetQueueAttributes on <${queue}.Arn>`,
		`sqs:GetQueueUrl on <${queue}.Arn>`,
		`sqs:ReceiveMessage on <${queue}.Arn>`,
	];
}

interface Differing {
	readonly reader: string;
	readonly responder: readonly string[];
	readonly reportReader: readonly string[];
	/** What finds out which accounts the organization has. */
	readonly accountLister: readonly string[];
}

/** Gives the permissions of the hub's functions, and of the schedule that starts one of them. */
function rights({
	reader,
	responder,
	reportReader,
	accountLister,
}: Differing): Record<string, string[]> {
	return {
		HubJudgeFunctionRole: [
			...ITEMS,
			DELETE_ITEM,
			DOMAIN_EVENTS,
			...logsOf('HubJudgeFunction'),
			...worksOn('HubJudgeIngestQueue'),
			TO_CONTAIN,
			TO_NOTIFY,
			reader,
		].toSorted(),
		HubUseJudgeFunctionRole: [
			...ITEMS,
			DELETE_ITEM,
			DOMAIN_EVENTS,
			...logsOf('HubUseJudgeFunction'),
			...worksOn('HubUseJudgeIngestQueue'),
			TO_CONTAIN,
			TO_NOTIFY,
			reader,
		].toSorted(),
		HubContainmentFunctionRole: [
			...ITEMS,
			DOMAIN_EVENTS,
			...logsOf('HubContainmentFunction'),
			...worksOn('HubContainmentQueue'),
			TO_NOTIFY,
			...responder,
		].toSorted(),
		HubNotificationFunctionRole: [
			'dynamodb:GetItem on <HubTable.Arn>',
			'dynamodb:Query on <HubTable.Arn>',
			// The function talks to Slack, so it must not be able to end or begin a containment.
			'dynamodb:PutItem on <HubTable.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys NOTICE#*',
			'dynamodb:UpdateItem on <HubTable.Arn> if ForAllValues:StringLike dynamodb:LeadingKeys WHOSE#* or NOTICE#* or MENTION#* or BREAKER',
			OPEN_INDEX,
			...logsOf('HubNotificationFunction'),
			's3:GetObject on <HubReportingBucket.Arn>/reports/*',
			'secretsmanager:GetSecretValue on <HubNotificationSlackToken>',
			...worksOn('HubNotificationQueue'),
		].toSorted(),
		HubReconcilingFunctionRole: [
			...ITEMS,
			DELETE_ITEM,
			OPEN_INDEX,
			DOMAIN_EVENTS,
			...logsOf('HubReconcilingFunction'),
			TO_CONTAIN,
			TO_NOTIFY,
			TO_REPORT,
			reader,
			...accountLister,
		].toSorted(),
		HubReportingFunctionRole: [
			...ITEMS,
			...logsOf('HubReportingFunction'),
			...worksOn('HubReportingQueue'),
			TO_NOTIFY,
			TO_REPORT,
			// Lambda puts a weekly event there whose runs have all failed.
			'sqs:SendMessage on <HubReportingUndelivered.Arn>',
			's3:GetObject on <HubReportingBucket.Arn>/reports/*, <HubReportingBucket.Arn>/keys/*',
			's3:PutObject on <HubReportingBucket.Arn>/reports/*, <HubReportingBucket.Arn>/keys/*',
			's3:ListBucket on <HubReportingBucket.Arn>',
			...reportReader,
		].toSorted(),
		HubReportingSchedulerRole: [
			'lambda:InvokeFunction on <HubReportingFunction.Arn>',
			'sqs:SendMessage on <HubReportingUndelivered.Arn>',
		],
	};
}

const ASSUME = 'sts:AssumeRole on arn:<AWS::Partition>:iam::';
const ONE_ACCOUNT = `${ASSUME}<AWS::AccountId>:role/eyes/`;
// Accounts are added and removed, so their ids are not known; the condition limits it to those of
// the organization.
const ANY_ACCOUNT = `${ASSUME}*:role/eyes/`;
const OF_OURS = ' if StringEquals aws:ResourceOrgID o-a1b2c3d4e5';
const ONE_SCP =
	' on <ContainmentScp> if StringEquals organizations:PolicyType SERVICE_CONTROL_POLICY';
const LISTS_ACCOUNTS = 'organizations:ListAccounts on *';
const ORGANIZATION_ARN = 'arn:<AWS::Partition>:organizations::999999999999';

const single = synthesize(SINGLE).template('eyes-system');
const hub = synthesize(ORGANIZATION).template('eyes-system');

describe('the roles of the functions', () => {
	it('have exactly these permissions in a single account', () => {
		expect(rightsByRole(single)).toEqual(
			rights({
				reader: `${ONE_ACCOUNT}eyes-reader`,
				responder: [`${ONE_ACCOUNT}eyes-responder`],
				reportReader: [`${ONE_ACCOUNT}eyes-report-reader`],
				accountLister: [],
			}),
		);
	});

	it('have exactly these permissions in the hub of an organization', () => {
		expect(rightsByRole(hub)).toEqual(
			rights({
				reader: `${ANY_ACCOUNT}eyes-reader${OF_OURS}`,
				reportReader: [`${ANY_ACCOUNT}eyes-report-reader${OF_OURS}`, LISTS_ACCOUNTS],
				accountLister: [LISTS_ACCOUNTS],
				responder: [
					`${ANY_ACCOUNT}eyes-responder${OF_OURS}`,
					`organizations:DescribePolicy${ONE_SCP}`,
					`organizations:ListTargetsForPolicy${ONE_SCP}`,
					`organizations:UpdatePolicy${ONE_SCP}`,
					// Any account may have to be looked up, and the OUs above it are not known
					// beforehand.
					`organizations:ListParents on ${ORGANIZATION_ARN}:account/o-a1b2c3d4e5/*, ${ORGANIZATION_ARN}:ou/o-a1b2c3d4e5/*`,
				],
			}),
		);
	});
});

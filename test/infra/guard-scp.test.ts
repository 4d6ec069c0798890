import { describe, expect, it } from 'vitest';
import { checkGuardSize, guardScp } from '../../infra/guard-scp.ts';
import { askIam, type IamQuestion } from '../support/ask-iam.ts';
import { BREAK_GLASS, HUB, MEMBER, SCP_ARN } from '../support/infra-templates.ts';

const scp = guardScp({
	partition: 'aws',
	hubAccount: HUB,
	containmentScp: SCP_ARN,
	guardExemptRoles: [
		BREAK_GLASS,
		`arn:aws:iam::${HUB}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Platform_*`,
	],
});

const PINNED = { 'iam:PolicyARN': `arn:aws:iam::${MEMBER}:policy/eyes/eyes-containment` };
/** The context when somebody sets or removes the tag of protected users and roles. */
const TAGGING = { 'aws:TagKeys': 'eyes:protected' };
const REPORTS = `arn:aws:s3:::eyes-reports-${HUB}-ap-northeast-2-0a1b2c3d`;
const iam = (account: string, resource: string) => `arn:aws:iam::${account}:${resource}`;
const regional = (service: string, account: string, resource: string) =>
	`arn:aws:${service}:ap-northeast-2:${account}:${resource}`;

const ALARM_KEY = regional('kms', HUB, 'key/0a1b2c3d');
const KEY_TAG = { 'aws:ResourceTag/eyes:key': 'alarms' };

type Act = readonly [
	what: string,
	action: string,
	resource: string,
	context?: Readonly<Record<string, string>>,
];

/**
 * These acts would undo a containment or stop the monitor; they are listed by the account in which
 * they would be done.
 */
const IN_MEMBER: readonly Act[] = [
	['rewrite the policy', 'iam:CreatePolicyVersion', PINNED['iam:PolicyARN']],
	['activate an older version', 'iam:SetDefaultPolicyVersion', PINNED['iam:PolicyARN']],
	['delete a version', 'iam:DeletePolicyVersion', PINNED['iam:PolicyARN']],
	['delete the policy', 'iam:DeletePolicy', PINNED['iam:PolicyARN']],
	['detach it from a user', 'iam:DetachUserPolicy', iam(MEMBER, 'user/kim'), PINNED],
	['detach it from a role', 'iam:DetachRolePolicy', iam(MEMBER, 'role/deploy'), PINNED],
	['lock somebody out with it', 'iam:AttachUserPolicy', iam(MEMBER, 'user/lee'), PINNED],
	[
		'widen the trust policy of the responder',
		'iam:UpdateAssumeRolePolicy',
		iam(MEMBER, 'role/eyes/eyes-responder'),
	],
	[
		"delete the responder's permissions",
		'iam:DeleteRolePolicy',
		iam(MEMBER, 'role/eyes/eyes-responder'),
	],
	['delete the forwarder', 'iam:DeleteRole', iam(MEMBER, 'role/eyes/eyes-forwarder')],
	['create a role under our path', 'iam:CreateRole', iam(MEMBER, 'role/eyes/mine')],
	[
		'create a role with the name of a StackSets role',
		'iam:CreateRole',
		iam(MEMBER, 'role/stacksets-exec-mine'),
	],
	['create a role with the name of break-glass', 'iam:CreateRole', iam(MEMBER, 'role/break-glass')],
	[
		"change break-glass's trust policy",
		'iam:UpdateAssumeRolePolicy',
		iam(MEMBER, 'role/break-glass'),
	],
	['pass the forwarder to a service', 'iam:PassRole', iam(MEMBER, 'role/eyes/eyes-forwarder')],
	['stop the rule', 'events:DisableRule', regional('events', MEMBER, 'rule/eyes-sign-ins')],
	['delete the rule', 'events:DeleteRule', regional('events', MEMBER, 'rule/eyes-sign-ins')],
	['narrow the rule', 'events:PutRule', regional('events', MEMBER, 'rule/eyes-sign-ins')],
	[
		'remove the targets of the rule',
		'events:RemoveTargets',
		regional('events', MEMBER, 'rule/eyes-sign-ins'),
	],
	[
		'delete the stack',
		'cloudformation:DeleteStack',
		regional('cloudformation', MEMBER, 'stack/StackSet-eyes-accounts-0a/0b'),
	],
	// Enabled again this way, the rule would not match events that only read, and CloudTrail counts
	// AssumeRole among them.
	[
		'enable the rule for fewer events',
		'events:EnableRule',
		regional('events', MEMBER, 'rule/eyes-sign-ins'),
	],
	['protect a user by the tag', 'iam:TagUser', iam(MEMBER, 'user/kim'), TAGGING],
	['protect a role by the tag', 'iam:TagRole', iam(MEMBER, 'role/app'), TAGGING],
	['create a user with the tag', 'iam:CreateUser', iam(MEMBER, 'user/new'), TAGGING],
	[
		'protect a user by the tag in capitals',
		'iam:TagUser',
		iam(MEMBER, 'user/kim'),
		{ 'aws:TagKeys': 'Eyes:Protected' },
	],
	['remove the tag from a role', 'iam:UntagRole', iam(MEMBER, 'role/app'), TAGGING],
	['leave the organization', 'organizations:LeaveOrganization', '*'],
	[
		'take events out that were not forwarded',
		'sqs:ReceiveMessage',
		regional('sqs', MEMBER, 'eyes-undelivered'),
	],
	['delete the queue for them', 'sqs:DeleteQueue', regional('sqs', MEMBER, 'eyes-undelivered')],
];

const IN_HUB: readonly Act[] = [
	[
		'change a function',
		'lambda:UpdateFunctionCode',
		regional('lambda', HUB, 'function:eyes-contain'),
	],
	['invoke a function', 'lambda:InvokeFunction', regional('lambda', HUB, 'function:eyes-contain')],
	[
		'limit the concurrency of a function',
		'lambda:PutFunctionConcurrency',
		regional('lambda', HUB, 'function:eyes-contain'),
	],
	[
		'unplug a function',
		'lambda:DeleteEventSourceMapping',
		regional('lambda', HUB, 'event-source-mapping:0a'),
		{ 'lambda:FunctionArn': regional('lambda', HUB, 'function:eyes-contain') },
	],
	[
		'plug another queue into a function',
		'lambda:CreateEventSourceMapping',
		'*',
		{ 'lambda:FunctionArn': regional('lambda', HUB, 'function:eyes-contain') },
	],
	['close a bus to everybody', 'events:RemovePermission', '*'],
	['open a bus to anybody', 'events:PutPermission', '*'],
	[
		'keep events to put them on the bus again',
		'events:CreateArchive',
		regional('events', HUB, 'event-bus/eyes-hub'),
	],
	['narrow a rule of the bus', 'events:PutRule', regional('events', HUB, 'rule/eyes-hub/eyes-0a')],
	[
		'feign a run of reconcile',
		'cloudwatch:PutMetricData',
		'*',
		{ 'cloudwatch:namespace': 'eyes-system' },
	],
	['write a metric without saying of what', 'cloudwatch:PutMetricData', '*'],
	['mute an alarm', 'cloudwatch:PutAlarmMuteRule', regional('cloudwatch', HUB, 'alarm:eyes-judge')],
	[
		'replace the token by a rotation',
		'secretsmanager:RotateSecret',
		regional('secretsmanager', HUB, 'secret:eyes-slack-0a1b2c'),
	],
	[
		'keep an alarm from its subscribers',
		'sns:SetSubscriptionAttributes',
		regional('sns', HUB, 'eyes-system-HubMonitoringAlarmTopic'),
	],
	['silence the alarms by their key', 'kms:DisableKey', ALARM_KEY, KEY_TAG],
	['delete the key of the alarms', 'kms:ScheduleKeyDeletion', ALARM_KEY, KEY_TAG],
	['keep CloudWatch from the key', 'kms:PutKeyPolicy', ALARM_KEY, KEY_TAG],
	['take the tag from the key', 'kms:UntagResource', ALARM_KEY, KEY_TAG],
	['close the account', 'account:CloseAccount', `arn:aws:account::${HUB}:account`],
	[
		'replace the code of the next deployment by replication',
		's3:ReplicateObject',
		`arn:aws:s3:::cdk-x-assets-${HUB}-us-east-1/0a.zip`,
	],
	[
		'delete the stack of the bus',
		'cloudformation:DeleteStack',
		regional('cloudformation', HUB, 'stack/eyes-system-bus/0c'),
	],
	['pass a role of ours to other code', 'iam:PassRole', iam(HUB, 'role/eyes/eyes-contain')],
	['empty a queue', 'sqs:PurgeQueue', regional('sqs', HUB, 'eyes-contain.fifo')],
	['send a hint', 'sqs:SendMessage', regional('sqs', HUB, 'eyes-contain.fifo')],
	[
		'delete a containment',
		'dynamodb:DeleteItem',
		regional('dynamodb', HUB, 'table/eyes-hub-Table'),
	],
	['end a containment', 'dynamodb:UpdateItem', regional('dynamodb', HUB, 'table/eyes-hub-Table')],
	['delete the bus', 'events:DeleteEventBus', regional('events', HUB, 'event-bus/eyes-hub')],
	[
		'read the token',
		'secretsmanager:GetSecretValue',
		regional('secretsmanager', HUB, 'secret:eyes-slack-0a1b2c'),
	],
	['delete an alarm', 'cloudwatch:DeleteAlarms', regional('cloudwatch', HUB, 'alarm:eyes-judge')],
	[
		'delete the stack',
		'cloudformation:DeleteStack',
		regional('cloudformation', HUB, 'stack/eyes-hub/0b'),
	],
	[
		'delete the log',
		'logs:DeleteLogGroup',
		regional('logs', HUB, 'log-group:eyes-system-HubReconcilingLogs'),
	],
	[
		'fake a run of reconcile',
		'logs:PutLogEvents',
		regional('logs', HUB, 'log-group:eyes-system-HubReconcilingLogs:log-stream:1'),
	],
	['disable the Region', 'account:DisableRegion', `arn:aws:account::${HUB}:account`],
	[
		'replace the code of the next deployment',
		's3:PutObject',
		`arn:aws:s3:::cdk-x-assets-${HUB}-us-east-1/0a.zip`,
	],
	['delete the kept reports', 's3:DeleteBucket', REPORTS],
	['delete a report', 's3:DeleteObject', `${REPORTS}/reports/2026-W49.json`],
	['delete a version of a report', 's3:DeleteObjectVersion', `${REPORTS}/reports/2026-W49.json`],
	['write a report', 's3:PutObject', `${REPORTS}/reports/2026-W49.json`],
	['let reports expire', 's3:PutLifecycleConfiguration', REPORTS],
	['open the reports to others', 's3:PutBucketPolicy', REPORTS],
	['keep no versions of reports', 's3:PutBucketVersioning', REPORTS],
	[
		'end the weekly report',
		'scheduler:DeleteSchedule',
		regional('scheduler', HUB, 'schedule/default/eyes-report-credentials'),
	],
	[
		'put off the weekly report',
		'scheduler:UpdateSchedule',
		regional('scheduler', HUB, 'schedule/default/eyes-report-credentials'),
	],
	[
		'drop accounts of the report',
		'sqs:PurgeQueue',
		regional('sqs', HUB, 'eyes-system-HubReporting'),
	],
	['write the SCP', 'organizations:UpdatePolicy', SCP_ARN],
	['deploy', 'sts:AssumeRole', iam(HUB, `role/cdk-hnb659fds-deploy-role-${HUB}-ap-northeast-2`)],
];

type By = IamQuestion['by'];
const admin = (account: string): By => ({ account, path: '/admin' });

/** Gives rows for `it.each`: the name of each act, and the act. */
function rows(acts: readonly Act[]): [string, Act][] {
	return acts.map((act) => [act[0], act]);
}

function ask(by: By, [, action, resource, context = {}]: Act) {
	return askIam({ by, action, resource, owner: ownerOf(resource, by), context, scp });
}

/** The ARNs of buckets and `*` name no account; then it is the caller's. */
function ownerOf(resource: string, by: By): string {
	return resource.split(':')[4] || ('rootOf' in by ? by.rootOf : by.account);
}

describe('the guard', () => {
	it.each(rows(IN_MEMBER))(
		'keeps an administrator of a member account from: %s',
		async (_, act) => {
			expect(await ask(admin(MEMBER), act)).toBe('ExplicitlyDenied');
		},
	);

	it.each(rows(IN_HUB))('keeps an administrator of the hub from: %s', async (_, act) => {
		expect(await ask(admin(HUB), act)).toBe('ExplicitlyDenied');
	});

	it.each(rows(IN_HUB))("keeps the hub's root from: %s", async (_, act) => {
		expect(await ask({ rootOf: HUB }, act)).toBe('ExplicitlyDenied');
	});

	it.each(rows(IN_MEMBER))("keeps a member account's root from: %s", async (_, act) => {
		expect(await ask({ rootOf: MEMBER }, act)).toBe('ExplicitlyDenied');
	});

	it.each([
		['a name of ours without our path', { account: MEMBER, path: '/eyes-responder' }],
		['another role under our path', { account: MEMBER, path: '/eyes/mine' }],
		[
			"a name of a CDK role in another account than the hub's",
			{ account: MEMBER, path: `/cdk-x-deploy-role-${HUB}-x` },
		],
		['break-glass under a path', { account: MEMBER, path: '/mine/break-glass' }],
	])('does not accept %s', async (_, by) => {
		for (const act of IN_MEMBER) expect(await ask(by, act)).toBe('ExplicitlyDenied');
	});

	it.each([
		['break-glass', { account: MEMBER, path: '/break-glass' }],
		['the StackSets', { account: MEMBER, path: '/stacksets-exec-0a1b2c3d' }],
		['the responder', { account: MEMBER, path: '/eyes/eyes-responder' }],
	])('lets %s do all of it in a member account', async (_, by) => {
		for (const act of IN_MEMBER) expect(await ask(by, act)).not.toBe('ExplicitlyDenied');
	});

	it.each([
		[
			'the role that deploys',
			{
				account: HUB,
				path: '/aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Platform_0a',
			},
		],
		["CDK's roles", { account: HUB, path: `/cdk-hnb659fds-cfn-exec-role-${HUB}-ap-northeast-2` }],
		['the functions', { account: HUB, path: '/eyes/eyes-contain' }],
		['break-glass', { account: HUB, path: '/break-glass' }],
	])('lets %s do all of it in the hub', async (_, by) => {
		for (const act of IN_HUB) expect(await ask(by, act)).not.toBe('ExplicitlyDenied');
	});
});

describe('the trails of the configuration', () => {
	const TRAIL = `arn:aws:cloudtrail:us-east-1:${MEMBER}:trail/all`;
	const acts = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'];
	const guarding = guardScp({
		...{ partition: 'aws', hubAccount: HUB, containmentScp: SCP_ARN },
		...{ guardExemptRoles: [BREAK_GLASS], guardTrails: [TRAIL] },
	});
	const asked = (path: string, action: string, resource = TRAIL) =>
		askIam({
			...{ by: { account: MEMBER, path }, owner: MEMBER, scp: guarding },
			...{ action: `cloudtrail:${action}`, resource },
		});

	it.each(acts)('are kept from %s', async (act) => {
		expect(await asked('/admin', act)).toBe('ExplicitlyDenied');
		expect(await asked('/break-glass', act)).toBe('Allowed');
		expect(await asked('/admin', act, `${TRAIL}-of-the-team`)).toBe('Allowed');
	});

	it('are none by default, so that no action on a trail is denied', () => {
		expect(JSON.stringify(scp)).not.toContain('cloudtrail');
	});
});

/** What the StackSets do in the hub's account, as in every other. */
const BY_STACK_SETS: readonly Act[] = [
	['set the policy of a queue', 'sqs:SetQueueAttributes', regional('sqs', HUB, 'eyes-undelivered')],
	['delete a queue', 'sqs:DeleteQueue', regional('sqs', HUB, 'eyes-undelivered')],
	['write a rule', 'events:PutRule', regional('events', HUB, 'rule/eyes-sign-ins')],
	['write a role', 'iam:PutRolePolicy', iam(HUB, 'role/eyes/eyes-forwarder')],
];

describe('the StackSets in the hub', () => {
	it.each(rows(BY_STACK_SETS))('may: %s', async (_, act) => {
		const by = { account: HUB, path: '/stacksets-exec-0a1b2c3d' };
		expect(await ask(by, act)).toBe('Allowed');
		expect(await ask(admin(HUB), act)).toBe('ExplicitlyDenied');
	});
});

/** Administrators do these things every day. */
const EVERYDAY: readonly Act[] = [
	['list buckets', 's3:ListAllMyBuckets', '*'],
	['start a machine', 'ec2:StartInstances', regional('ec2', MEMBER, 'instance/i-0a')],
	['make a user', 'iam:CreateUser', iam(MEMBER, 'user/new')],
	['make a role', 'iam:CreateRole', iam(MEMBER, 'role/app')],
	['change a trust', 'iam:UpdateAssumeRolePolicy', iam(MEMBER, 'role/app')],
	['pass a role', 'iam:PassRole', iam(MEMBER, 'role/app')],
	['write inline', 'iam:PutRolePolicy', iam(MEMBER, 'role/app')],
	['make a policy', 'iam:CreatePolicy', iam(MEMBER, 'policy/app')],
	['make a version', 'iam:CreatePolicyVersion', iam(MEMBER, 'policy/app')],
	[
		'attach a policy',
		'iam:AttachRolePolicy',
		iam(MEMBER, 'role/app'),
		{ 'iam:PolicyARN': iam('aws', 'policy/ReadOnlyAccess') },
	],
	['look at the containment policy', 'iam:GetPolicyVersion', PINNED['iam:PolicyARN']],
	['look at our rule', 'events:DescribeRule', regional('events', MEMBER, 'rule/eyes-sign-ins')],
	['make a rule', 'events:PutRule', regional('events', MEMBER, 'rule/nightly')],
	['change a function', 'lambda:UpdateFunctionCode', regional('lambda', MEMBER, 'function:app')],
	[
		'invoke a function with a name like ours',
		'lambda:InvokeFunction',
		regional('lambda', MEMBER, 'function:eyes-app'),
	],
	[
		'unplug a function',
		'lambda:DeleteEventSourceMapping',
		regional('lambda', MEMBER, 'event-source-mapping:0a'),
		{ 'lambda:FunctionArn': regional('lambda', MEMBER, 'function:app') },
	],
	['send a message', 'sqs:SendMessage', regional('sqs', MEMBER, 'orders')],
	['read a queue with a name like ours', 'sqs:ReceiveMessage', regional('sqs', MEMBER, 'eyes-app')],
	['let others put events', 'events:PutPermission', '*'],
	['let them no more', 'events:RemovePermission', '*'],
	[
		'plug a queue into a function',
		'lambda:CreateEventSourceMapping',
		'*',
		{ 'lambda:FunctionArn': regional('lambda', MEMBER, 'function:app') },
	],
	['write a metric', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'app' }],
	['write a metric without saying of what', 'cloudwatch:PutMetricData', '*'],
	['write an item', 'dynamodb:PutItem', regional('dynamodb', MEMBER, 'table/orders')],
	[
		'read a secret',
		'secretsmanager:GetSecretValue',
		regional('secretsmanager', MEMBER, 'secret:db-0a1b2c'),
	],
	[
		'delete a stack',
		'cloudformation:DeleteStack',
		regional('cloudformation', MEMBER, 'stack/app/0b'),
	],
	['take a role', 'sts:AssumeRole', iam(MEMBER, 'role/app')],
	[
		'deploy elsewhere',
		'sts:AssumeRole',
		iam(MEMBER, `role/cdk-hnb659fds-deploy-role-${MEMBER}-us-east-1`),
	],
	['tag a user', 'iam:TagUser', iam(MEMBER, 'user/kim'), { 'aws:TagKeys': 'team' }],
	['write an object', 's3:PutObject', 'arn:aws:s3:::app/0a'],
	['write an object of a bucket with a name like ours', 's3:PutObject', 'arn:aws:s3:::eyes-app/0a'],
	['make an access key', 'iam:CreateAccessKey', iam(MEMBER, 'user/kim')],
	['stop an own trail', 'cloudtrail:StopLogging', regional('cloudtrail', MEMBER, 'trail/app')],
];

describe('everyday work', () => {
	it.each(rows(EVERYDAY))('stays allowed: %s', async (_, act) => {
		expect(await ask(admin(MEMBER), act)).toBe('Allowed');
	});

	const looking: readonly Act[] = [
		['look at a function', 'lambda:GetFunction', regional('lambda', HUB, 'function:eyes-contain')],
		['look at a queue', 'sqs:GetQueueAttributes', regional('sqs', HUB, 'eyes-contain.fifo')],
		['read a report', 's3:GetObject', `${REPORTS}/reports/2026-W49.json`],
		[
			'plug a queue into another function',
			'lambda:CreateEventSourceMapping',
			'*',
			{ 'lambda:FunctionArn': regional('lambda', HUB, 'function:app') },
		],
		['write a metric', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'app' }],
		['read the table', 'dynamodb:Query', regional('dynamodb', HUB, 'table/eyes-hub-Table')],
		[
			'look at an alarm',
			'cloudwatch:DescribeAlarms',
			regional('cloudwatch', HUB, 'alarm:eyes-judge'),
		],
	];

	it.each(rows(looking))('stays allowed in the hub: %s', async (_, act) => {
		expect(await ask(admin(HUB), act)).toBe('Allowed');
	});
});

describe("the guard's text", () => {
	it('has room for a dozen exempt roles, or for ten and three trails', () => {
		const exempt = Array.from(
			{ length: 12 },
			(_, n) => `arn:aws:iam::*:role/a-path/a-role-of-some-length-${n}`,
		);
		expect(() => checkGuardSize(guardScp({ ...scope, guardExemptRoles: exempt }))).not.toThrow();
		const trails = ['a', 'b', 'c'].map(
			(name) => `arn:aws:cloudtrail:ap-northeast-2:${MEMBER}:trail/${name}-trail-of-some-length`,
		);
		const both = { guardExemptRoles: exempt.slice(2), guardTrails: trails };
		expect(() => checkGuardSize(guardScp({ ...scope, ...both }))).not.toThrow();
	});

	it('is refused if AWS would refuse it, and the error says what to do', () => {
		const exempt = Array.from(
			{ length: 40 },
			(_, n) => `arn:aws:iam::*:role/a-path/a-role-of-some-length-${n}`,
		);
		expect(() => checkGuardSize(guardScp({ ...scope, guardExemptRoles: exempt }))).toThrow(
			/shorten deployment\.guardExemptRoles/,
		);
	});

	it('names only its own partition', () => {
		const guardExemptRoles = ['arn:aws-us-gov:iam::*:role/break-glass'];
		const gov = guardScp({
			...{ partition: 'aws-us-gov', hubAccount: HUB, guardExemptRoles },
			containmentScp: SCP_ARN.replace('arn:aws:', 'arn:aws-us-gov:'),
		});
		expect(JSON.stringify(gov)).not.toMatch(/arn:(?!aws-us-gov:)/);
	});

	it('only denies, and always with the exempt roles', () => {
		for (const statement of scp.Statement) {
			expect(statement.Effect).toBe('Deny');
			expect(statement.Condition.ArnNotLike?.['aws:PrincipalArn']).toContain(BREAK_GLASS);
		}
	});

	const scope = { partition: 'aws', hubAccount: HUB, containmentScp: SCP_ARN };
});

import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';
import { NAME_PREFIX, RESPONDER_ROLE, ROLE_PATH, roleArn } from '../shared/runtime/names.ts';
import { PROTECTED_TAG } from './responder-rights.ts';

export interface GuardScope {
	readonly partition: string;
	readonly hubAccount: string;
	/** ARN of the containment SCP. */
	readonly containmentScp: string;
	/** As configured: break-glass, and whoever deploys. */
	readonly guardExemptRoles: readonly string[];
}

interface Statement {
	readonly Sid: string;
	readonly Effect: 'Deny';
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** An SCP's content. */
export interface Scp {
	readonly Version: '2012-10-17';
	readonly Statement: readonly Statement[];
}

/**
 * Keeps everybody but the exempt roles from undoing a containment and from stopping the monitor, administrators and
 * roots of member accounts included. It guards nothing in the management account and nothing from service-linked
 * roles: no SCP reaches those. Identity Center attaches the containment policy to its permission sets' roles by such a
 * role, and StackSets makes its execution roles by one, so both go on.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function guardScp(scope: GuardScope): Scp {
	const exempt = { ArnNotLike: { 'aws:PrincipalArn': exempts(scope) } };
	const deny = (Sid: string, guarded: Guarded, condition = {}): Statement => ({
		Sid,
		Effect: 'Deny',
		Action: guarded.actions,
		Resource: guarded.resources,
		Condition: { ...exempt, ...condition },
	});
	const { partition: p } = scope;
	return {
		Version: '2012-10-17',
		Statement: [
			deny('InEveryAccount', joined(inEveryAccount(scope))),
			deny('InTheHub', joined(inTheHub(scope))),
			// What is attached is told by a key, not by the resource, which is whoever is contained.
			deny(
				'TheAttachments',
				{ actions: ATTACHING, resources: ['*'] },
				{ ArnLike: { 'iam:PolicyARN': [`arn:${p}:iam::*:policy${ROLE_PATH}*`] } },
			),
			// From which queue a function reads is a resource of its own, with a name that AWS makes up.
			deny(
				'TheMappings',
				{
					actions: ['lambda:UpdateEventSourceMapping', 'lambda:DeleteEventSourceMapping'],
					resources: ['*'],
				},
				{
					ArnLike: { 'lambda:FunctionArn': [hubArn(scope, 'lambda', `function:${NAME_PREFIX}*`)] },
				},
			),
			// Whoever is tagged so is exempt by the responder. In such conditions a tag's name has no case.
			deny(
				'TheTag',
				{ actions: TAGGING, resources: ['*'] },
				{ 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': [PROTECTED_TAG.key] } },
			),
			// An account that left is under no SCP at all.
			deny('TheMembership', { actions: ['organizations:LeaveOrganization'], resources: ['*'] }),
		],
	};
}

/** Throws when an SCP of this text would be refused. */
export function checkGuardSize(scp: Scp): void {
	const { length } = JSON.stringify(scp);
	if (length <= SIZE_LIMITS.scp) return;
	throw new Error(
		`the guard SCP has ${length} characters and AWS takes ${SIZE_LIMITS.scp}; ` +
			'shorten deployment.guardExemptRoles, for example by one entry with * in place of several',
	);
}

/** Actions of one service, and what of it they must leave alone. */
interface Guarded {
	readonly actions: readonly string[];
	readonly resources: readonly string[];
}

const ATTACHING = [
	'iam:AttachUserPolicy',
	'iam:AttachGroupPolicy',
	'iam:AttachRolePolicy',
	'iam:DetachUserPolicy',
	'iam:DetachGroupPolicy',
	'iam:DetachRolePolicy',
];

const TAGGING = [
	'iam:CreateUser',
	'iam:CreateRole',
	'iam:TagUser',
	'iam:TagRole',
	'iam:UntagUser',
	'iam:UntagRole',
];

/** All that makes or changes a role or lends it to a service. A exempt role would be anybody's without this. */
const CHANGING_ROLES = [
	'iam:CreateRole',
	'iam:DeleteRole*',
	'iam:UpdateRole*',
	'iam:UpdateAssumeRolePolicy',
	'iam:PutRole*',
	'iam:AttachRolePolicy',
	'iam:DetachRolePolicy',
	'iam:TagRole',
	'iam:UntagRole',
	'iam:PassRole',
];

/** The roles that go on working. Nobody else can make a role of such a name, or change whom one of them trusts. */
function exempts(scope: GuardScope): string[] {
	const { partition, guardExemptRoles } = scope;
	return [
		roleArn(partition, '*', RESPONDER_ROLE),
		`arn:${partition}:iam::${scope.hubAccount}:role${ROLE_PATH}*`,
		stackSetsRoles(scope),
		cdkRoles(scope),
		...guardExemptRoles,
	];
}

/**
 * By these StackSets works in the accounts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
function stackSetsRoles({ partition }: GuardScope): string {
	return `arn:${partition}:iam::*:role/stacksets-exec-*`;
}

/**
 * By these CDK deploys into the hub.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
function cdkRoles({ partition, hubAccount }: GuardScope): string {
	return `arn:${partition}:iam::${hubAccount}:role/cdk-*-${hubAccount}-*`;
}

function inEveryAccount(scope: GuardScope): Guarded[] {
	const { partition: p } = scope;
	return [
		{
			actions: ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion'],
			resources: [`arn:${p}:iam::*:policy${ROLE_PATH}*`],
		},
		{
			actions: CHANGING_ROLES,
			resources: [`arn:${p}:iam::*:role${ROLE_PATH}*`, ...exempts(scope)],
		},
		{
			actions: [
				'events:PutRule',
				'events:DeleteRule',
				'events:DisableRule',
				// It would come back as a rule that leaves out what only reads.
				'events:EnableRule',
				'events:PutTargets',
				'events:RemoveTargets',
			],
			resources: [`arn:${p}:events:*:*:rule/${NAME_PREFIX}*`],
		},
		{
			actions: [
				'cloudtrail:StopLogging',
				'cloudtrail:DeleteTrail',
				'cloudtrail:UpdateTrail',
				'cloudtrail:PutEventSelectors',
			],
			resources: [`arn:${p}:cloudtrail:*:*:trail/${NAME_PREFIX}*`],
		},
		{
			actions: changing(
				'cloudformation',
				'Cancel Continue Create Delete Execute Rollback Set Update',
			),
			resources: [
				`arn:${p}:cloudformation:*:*:stack/${NAME_PREFIX}*`,
				`arn:${p}:cloudformation:*:*:stack/StackSet-${NAME_PREFIX}*`,
			],
		},
	];
}

/** What stops or feeds the functions, empties the queues, alters the truth, or reads the token. Looking is free. */
function inTheHub(scope: GuardScope): Guarded[] {
	const named = (service: string, kind = '') => [hubArn(scope, service, `${kind}${NAME_PREFIX}*`)];
	return [
		{
			actions: changing('lambda', 'Add Create Delete Invoke Put Remove Update'),
			resources: named('lambda', 'function:'),
		},
		{
			actions: changing('sqs', 'Add Change Delete Purge Receive Remove Send Set'),
			resources: named('sqs'),
		},
		{
			actions: changing(
				'dynamodb',
				'BatchWrite Delete PartiQLDelete PartiQLInsert PartiQLUpdate Put Update',
			),
			resources: named('dynamodb', 'table/'),
		},
		{
			actions: [
				'events:DeleteEventBus',
				'events:UpdateEventBus',
				'events:PutPermission',
				'events:RemovePermission',
			],
			resources: named('events', 'event-bus/'),
		},
		{
			actions: changing('secretsmanager', 'Delete GetSecretValue Put Update'),
			resources: named('secretsmanager', 'secret:'),
		},
		{
			actions: changing(
				'cloudwatch',
				'DeleteAlarms DisableAlarmActions PutMetricAlarm SetAlarmState',
			),
			resources: named('cloudwatch', 'alarm:'),
		},
		{
			actions: changing('scheduler', 'Delete Update'),
			resources: named('scheduler', 'schedule/*/'),
		},
		{ actions: changing('sns', 'Delete Set Unsubscribe'), resources: named('sns') },
		{
			actions: changing('organizations', 'UpdatePolicy DeletePolicy DetachPolicy'),
			resources: [scope.containmentScp],
		},
		// Alarms hear what the functions write here: who deletes it deafens them, who writes it feigns a run of reconcile.
		{ actions: changing('logs', 'Delete Put'), resources: named('logs', 'log-group:') },
		// A Region that must be switched on can be switched off, and with it the hub.
		{
			actions: ['account:DisableRegion'],
			resources: [`arn:${scope.partition}:account::${scope.hubAccount}:account`],
		},
		// What is laid down here runs with the next deployment, for CDK uploads nothing that is there already.
		{
			actions: ['s3:PutObject', 's3:PutBucketPolicy'],
			resources: [`arn:${scope.partition}:s3:::cdk-*-${scope.hubAccount}-*`],
		},
		// A role that deploys is exempt, so it must not be anybody's to take.
		{ actions: ['sts:AssumeRole'], resources: [cdkRoles(scope)] },
	];
}

function changing(service: string, verbs: string): string[] {
	return verbs.split(' ').map((verb) => `${service}:${verb}*`);
}

function hubArn({ partition, hubAccount }: GuardScope, service: string, resource: string): string {
	return `arn:${partition}:${service}:*:${hubAccount}:${resource}`;
}

/** As one, for services do not share actions, and each statement repeats whom it spares. */
function joined(all: readonly Guarded[]): Guarded {
	return {
		actions: all.flatMap(({ actions }) => actions),
		resources: all.flatMap(({ resources }) => resources),
	};
}

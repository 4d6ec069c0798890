import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';
import { NAME_PREFIX, RESPONDER_ROLE, ROLE_PATH, roleArn } from '../shared/runtime/names.ts';
import { PROTECTED_TAG } from './responder-rights.ts';

export interface GuardScope {
	readonly partition: string;
	readonly hubAccount: string;
	/** The ARN of the containment SCP. */
	readonly containmentScp: string;
	/** The roles as configured: break-glass, and the roles that deploy. */
	readonly guardExemptRoles: readonly string[];
}

interface Statement {
	readonly Sid: string;
	readonly Effect: 'Deny';
	readonly Action: readonly string[];
	readonly Resource: readonly string[];
	readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The content of an SCP. */
export interface Scp {
	readonly Version: '2012-10-17';
	readonly Statement: readonly Statement[];
}

/**
 * Builds the SCP that keeps everybody but the exempt roles from undoing a containment and from
 * stopping the monitor, including administrators and roots of member accounts. It does not apply to
 * the management account and to service-linked roles, because no SCP does. Identity Center attaches
 * the containment policy to the roles of permission sets with such a role, and StackSets creates
 * its execution roles with one, so both continue to work.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function guardScp(scope: GuardScope): Scp {
	const exempt = { ArnNotLike: { 'aws:PrincipalArn': exemptRoles(scope) } };
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
			// The condition key names the attached policy; the resource is the user or role that is
			// contained.
			deny(
				'TheAttachments',
				{ actions: ATTACHING, resources: ['*'] },
				{ ArnLike: { 'iam:PolicyARN': [`arn:${p}:iam::*:policy${ROLE_PATH}*`] } },
			),
			// The mapping from a queue to a function is a resource of its own, with a name that AWS
			// chooses.
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
			// The responder does not contain a user or role with this tag. Conditions ignore the
			// case of a tag's name.
			deny(
				'TheTag',
				{ actions: TAGGING, resources: ['*'] },
				{ 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': [PROTECTED_TAG.key] } },
			),
			// No SCP applies to an account that has left the organization.
			deny('TheMembership', { actions: ['organizations:LeaveOrganization'], resources: ['*'] }),
		],
	};
}

/** Throws if AWS would refuse an SCP of this size. */
export function checkGuardSize(scp: Scp): void {
	const { length } = JSON.stringify(scp);
	if (length <= SIZE_LIMITS.scp) return;
	throw new Error(
		`the guard SCP has ${length} characters, and AWS allows ${SIZE_LIMITS.scp}; ` +
			'shorten deployment.guardExemptRoles, for example with one entry with * in place of several',
	);
}

/** Actions of one service, and the resources on which they are denied. */
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

/**
 * These actions create or change a role, or pass it to a service. Without this, anybody could use
 * an exempt role.
 */
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

/**
 * Gives the roles that are exempt. Nobody else can create a role with such a name, or change whom
 * one of them trusts.
 */
function exemptRoles(scope: GuardScope): string[] {
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
 * StackSets works in the accounts with these roles.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
function stackSetsRoles({ partition }: GuardScope): string {
	return `arn:${partition}:iam::*:role/stacksets-exec-*`;
}

/**
 * CDK deploys into the hub with these roles.
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
			resources: [`arn:${p}:iam::*:role${ROLE_PATH}*`, ...exemptRoles(scope)],
		},
		{
			actions: [
				'events:PutRule',
				'events:DeleteRule',
				'events:DisableRule',
				// Enabled again this way, the rule would leave out events that only read.
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

/**
 * Denies what stops or invokes the functions, empties the queues, changes the table or the kept
 * reports, or reads the token. Other reading is allowed.
 */
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
		// Alarms depend on what the functions write here: who deletes the logs silences the alarms,
		// and who writes them can fake a run of reconcile.
		{ actions: changing('logs', 'Delete Put'), resources: named('logs', 'log-group:') },
		// A Region that must be enabled can also be disabled, and the hub with it.
		{
			actions: ['account:DisableRegion'],
			resources: [`arn:${scope.partition}:account::${scope.hubAccount}:account`],
		},
		// A file that is put into CDK's bucket runs with the next deployment, because CDK does not
		// upload what already exists. The other bucket keeps the credential reports. A bucket's ARN
		// has no account, so the account is part of both names.
		{
			actions: changing('s3', 'Delete Put'),
			resources: [NAME_PREFIX, 'cdk-'].map(
				(prefix) => `arn:${scope.partition}:s3:::${prefix}*-${scope.hubAccount}-*`,
			),
		},
		// A role that deploys is exempt, so not everybody may assume it.
		{ actions: ['sts:AssumeRole'], resources: [cdkRoles(scope)] },
	];
}

function changing(service: string, verbs: string): string[] {
	return verbs.split(' ').map((verb) => `${service}:${verb}*`);
}

function hubArn({ partition, hubAccount }: GuardScope, service: string, resource: string): string {
	return `arn:${partition}:${service}:*:${hubAccount}:${resource}`;
}

/**
 * Joins all into one statement: services do not share actions, and each statement repeats the
 * exempt roles.
 */
function joined(all: readonly Guarded[]): Guarded {
	return {
		actions: all.flatMap(({ actions }) => actions),
		resources: all.flatMap(({ resources }) => resources),
	};
}

import { NAME_PREFIX, ROLE_PATH } from '../../shared/runtime/names.ts';
import { METRIC_NAMESPACE } from '../../shared/runtime/telemetry.ts';
import { PROTECTED_TAG } from '../responder-rights.ts';
import { actionsOf, type Guarded, type GuardScope, hubArn } from './guard-scope.ts';

/** By operator and key. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * For these actions the resource does not tell that something of ours is meant: it is another one, or
 * there is none. A condition key tells it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
interface ByKeys extends Guarded {
	readonly resources: readonly ['*'];
	readonly condition?: Condition;
}

/**
 * The key names the attached policy; the resource is the user or role that is contained. Leaving is in
 * the same statement, because each one repeats the exempt roles: no SCP applies to an account that
 * has left the organization. It has no such key, and every request that attaches or detaches has it.
 */
export function attachmentsAndLeaving({ partition }: GuardScope): ByKeys {
	const attaching = ['Attach', 'Detach'].flatMap((verb) =>
		actionsOf('iam', `${verb}UserPolicy ${verb}GroupPolicy ${verb}RolePolicy`),
	);
	return {
		actions: [...attaching, 'organizations:LeaveOrganization'],
		resources: ['*'],
		condition: {
			ArnLikeIfExists: { 'iam:PolicyARN': [`arn:${partition}:iam::*:policy${ROLE_PATH}*`] },
		},
	};
}

/**
 * The responder does not contain a user or role with this tag. Conditions ignore the case of a tag's
 * name.
 */
export const TAGGING: ByKeys = {
	actions: actionsOf('iam', 'CreateUser CreateRole TagUser TagRole UntagUser UntagRole'),
	resources: ['*'],
	condition: { 'ForAnyValue:StringEqualsIgnoreCase': { 'aws:TagKeys': [PROTECTED_TAG.key] } },
};

/** The key of the alarms' topic has this tag, because its id is not known beforehand. */
export const ALARM_KEY_TAG = { key: 'eyes:key', value: 'alarms' } as const;

/**
 * SNS takes no alarm while this key is disabled, so nobody would be told. AWS needs up to five minutes
 * to see a new tag.
 * https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export const KEY_OF_ALARMS: ByKeys = {
	actions: actionsOf(
		'kms',
		'DisableKey PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource',
	),
	resources: ['*'],
	condition: { StringEquals: { [`aws:ResourceTag/${ALARM_KEY_TAG.key}`]: [ALARM_KEY_TAG.value] } },
};

/**
 * These are one statement, because each statement repeats the exempt roles. `IfExists` lets each
 * condition hold for the actions that do not have its key.
 */
export function inTheHubByKeys(scope: GuardScope): ByKeys {
	return {
		actions: [
			// These two know neither a resource nor a condition key, so they are denied for each bus of
			// the hub. No other account needs that: they change only buses of the caller's own account.
			// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
			...actionsOf('events', 'PutPermission RemovePermission'),
			// The mapping from a queue to a function is a resource of its own, with a name that AWS
			// chooses.
			...actionsOf(
				'lambda',
				'CreateEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping',
			),
			// Alarms compare these numbers. Our functions write them through their logs.
			'cloudwatch:PutMetricData',
		],
		resources: ['*'],
		condition: {
			// Every request has this key: a role, a user, the root user or a federated user of the hub.
			ArnLike: { 'aws:PrincipalArn': [`arn:${scope.partition}:*::${scope.hubAccount}:*`] },
			ArnLikeIfExists: {
				'lambda:FunctionArn': [hubArn(scope, 'lambda', `function:${NAME_PREFIX}*`)],
			},
			StringEqualsIfExists: { 'cloudwatch:namespace': [METRIC_NAMESPACE] },
		},
	};
}

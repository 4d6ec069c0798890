import { NAME_PREFIX, ROLE_PATH, UNDELIVERED_QUEUE } from '../../shared/runtime/names.ts';
import { rolesOfOthers } from './exempt-roles.ts';
import { actionsOf, type Guarded, type GuardScope } from './guard-scope.ts';

/**
 * Denies what changes our policy, roles, rules and stacks in the accounts, or takes events out of
 * the queue of those that could not be delivered.
 */
export function inEveryAccount(scope: GuardScope): Guarded[] {
	const { partition: p } = scope;
	return [
		{
			actions: actionsOf('iam', 'CreatePolicy* DeletePolicy* SetDefaultPolicyVersion'),
			resources: [`arn:${p}:iam::*:policy${ROLE_PATH}*`],
		},
		{
			actions: actionsOf('iam', CHANGING_ROLES),
			resources: [`arn:${p}:iam::*:role${ROLE_PATH}*`, ...rolesOfOthers(scope)],
		},
		{
			// Enabled again by EnableRule, a rule would leave out events that only read. Rules on the
			// buses of the hub are `rule/BUS/NAME`, and our buses begin with the prefix too.
			actions: actionsOf(
				'events',
				'PutRule DeleteRule DisableRule EnableRule PutTargets RemoveTargets',
			),
			resources: [`arn:${p}:events:*:*:rule/${NAME_PREFIX}*`],
		},
		{ actions: QUEUE_ACTIONS, resources: [`arn:${p}:sqs:*:*:${UNDELIVERED_QUEUE}`] },
		{
			actions: actionsOf(
				'cloudformation',
				'CancelUpdate* Continue* CreateChangeSet CreateStack* DeleteChangeSet DeleteStack* Execute* ' +
					'Rollback* SetStackPolicy SignalResource UpdateStack* UpdateTermination*',
			),
			resources: ['', 'StackSet-'].map(
				(by) => `arn:${p}:cloudformation:*:*:stack/${by}${NAME_PREFIX}*`,
			),
		},
		...trails(scope),
	];
}

/**
 * The actions that empty a queue, fill it, change who may, or take its name before we do. Looking at
 * its length is allowed.
 */
export const QUEUE_ACTIONS = actionsOf(
	'sqs',
	'Add* Change* Create* Delete* Purge* Receive* Remove* Send* Set* Start*',
);

/**
 * These actions create or change a role, or pass it to a service. Without this, anybody could use
 * an exempt role.
 */
const CHANGING_ROLES =
	'CreateRole DeleteRole* UpdateRole* UpdateAssumeRolePolicy PutRole* AttachRolePolicy ' +
	'DetachRolePolicy TagRole UntagRole PassRole';

/** Without a trail that logs, EventBridge sees no sign-ins. Which trail that is, only you know. */
function trails({ guardTrails = [] }: GuardScope): Guarded[] {
	if (guardTrails.length === 0) return [];
	const actions = actionsOf('cloudtrail', 'StopLogging DeleteTrail UpdateTrail PutEventSelectors');
	return [{ actions, resources: guardTrails }];
}

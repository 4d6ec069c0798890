import { NAME_PREFIX } from '../../shared/runtime/names.ts';
import { cdkRoles } from './exempt-roles.ts';
import { actionsOf, type Guarded, type GuardScope, hubArn } from './guard-scope.ts';
import { QUEUE_ACTIONS } from './in-every-account.ts';

/**
 * Denies what stops or invokes the functions, empties the queues, changes the table or the kept
 * reports, mutes the alarms, or reads the token. Other reading is allowed.
 */
export function inTheHub(scope: GuardScope): Guarded[] {
	const named = (service: string, kind = '') => [hubArn(scope, service, `${kind}${NAME_PREFIX}*`)];
	const { partition: p, hubAccount } = scope;
	return [
		{
			actions: actionsOf('lambda', 'Add* Create* Delete* Invoke* Put* Remove* Update*'),
			resources: named('lambda', 'function:'),
		},
		{ actions: QUEUE_ACTIONS, resources: named('sqs') },
		{
			// With a replica elsewhere, or from one, somebody could write the table without asking it.
			actions: actionsOf(
				'dynamodb',
				'Associate* BatchWrite* CreateTableReplica Delete* PartiQLDelete PartiQLInsert ' +
					'PartiQLUpdate Put* Update* WriteData*',
			),
			resources: named('dynamodb', 'table/'),
		},
		{
			// What an archive holds can be put on the bus again, long after it was judged.
			actions: actionsOf('events', 'CreateArchive DeleteEventBus StartReplay UpdateEventBus'),
			resources: named('events', 'event-bus/'),
		},
		{
			actions: actionsOf('secretsmanager', 'Delete* GetSecretValue Put* Rotate* Update*'),
			resources: named('secretsmanager', 'secret:'),
		},
		{
			// PutAlarmMuteRule is asked for each alarm that the rule would mute.
			actions: actionsOf('cloudwatch', 'DeleteAlarms DisableAlarmActions Put*Alarm* SetAlarmState'),
			resources: named('cloudwatch', 'alarm:'),
		},
		{
			actions: actionsOf('scheduler', 'DeleteSchedule UpdateSchedule'),
			resources: named('scheduler', 'schedule/*/'),
		},
		{
			actions: actionsOf(
				'sns',
				'AddPermission DeleteTopic PutData* RemovePermission SetSub* SetTopic* Unsubscribe',
			),
			resources: named('sns'),
		},
		{
			actions: actionsOf('organizations', 'UpdatePolicy DeletePolicy DetachPolicy'),
			resources: [scope.containmentScp],
		},
		// Alarms depend on what the functions write here: who deletes the logs silences the alarms,
		// and who writes them can fake a run of reconcile. A key that is disabled later, or a
		// pipeline, loses what is written.
		{
			actions: actionsOf('logs', 'AssociateKmsKey Delete* ProcessWith* Put*'),
			resources: named('logs', 'log-group:'),
		},
		// A Region that must be enabled can also be disabled, and the hub with it.
		{
			actions: actionsOf('account', 'CloseAccount DisableRegion'),
			resources: [`arn:${p}:account::${hubAccount}:account`],
		},
		// A file that is put into CDK's bucket runs with the next deployment, because CDK does not
		// upload what already exists. The other bucket keeps the credential reports. A bucket's ARN
		// has no account, so the account is part of both names.
		{
			actions: actionsOf('s3', 'Delete* Put* Replicate* UpdateObject*'),
			resources: [NAME_PREFIX, 'cdk-'].map((prefix) => `arn:${p}:s3:::${prefix}*-${hubAccount}-*`),
		},
		// A role that deploys is exempt, so not everybody may assume it.
		{ actions: ['sts:AssumeRole'], resources: [cdkRoles(scope)] },
	];
}

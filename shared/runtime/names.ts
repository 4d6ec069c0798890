/**
 * These names must be known in two accounts, so CloudFormation cannot choose them. All our
 * resources have one path, by which the guard SCP and the judge recognise them.
 */
export const ROLE_PATH = '/eyes/';
/** This role is in every account; it publishes the account's containment policy. */
export const RESPONDER_ROLE = 'eyes-responder';
/** This role is in every account; it reads when access keys were created. */
export const READER_ROLE = 'eyes-reader';
/** This role is in every account; it reads what the credential report needs. */
export const REPORT_READER_ROLE = 'eyes-report-reader';
/** This role is in every account; it puts events on the hub's bus. */
export const FORWARDER_ROLE = 'eyes-forwarder';
/** This policy is in every account; it denies. */
export const CONTAINMENT_POLICY = 'eyes-containment';
/** These SCPs are in the organization: one denies, the other keeps people from undoing that. */
export const CONTAINMENT_SCP = 'eyes-containment';
export const GUARD_SCP = 'eyes-guard';
/**
 * These are the roles of the hub's functions that act in other accounts. Those accounts trust them
 * by name.
 */
export const CONTAIN_ROLE = 'eyes-contain';
export const JUDGE_ROLE = 'eyes-judge-sign-in';
export const USE_JUDGE_ROLE = 'eyes-judge-credential-use';
export const NOTIFY_ROLE = 'eyes-notify';
export const RECONCILE_ROLE = 'eyes-reconcile';
export const REPORT_ROLE = 'eyes-report-credentials';
/** All roles of functions in the hub. */
export const FUNCTION_ROLES = [
	JUDGE_ROLE,
	USE_JUDGE_ROLE,
	CONTAIN_ROLE,
	NOTIFY_ROLE,
	RECONCILE_ROLE,
	REPORT_ROLE,
] as const;
/** All roles that are in every account. */
export const ACCOUNT_ROLES = [
	RESPONDER_ROLE,
	READER_ROLE,
	REPORT_READER_ROLE,
	FORWARDER_ROLE,
] as const;
/** The partitions of AWS in which eyes-system can be deployed, or from which a log may come. */
export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;
/**
 * The names of our rules in every account and Region begin with this; the guard SCP recognises them
 * by it.
 */
export const NAME_PREFIX = 'eyes-';
/** The accounts' events arrive on this bus in the hub. */
export const HUB_BUS = 'eyes-hub';
/** Domain events are sent to this bus in the hub. */
export const EVENTS_BUS = 'eyes-events';
/** The `source` of the domain events. */
export const EVENTS_SOURCE = 'eyes-system';

/** Gives the ARN of one of the roles above. */
export function roleArn(partition: string, account: string, role: string): string {
	return `arn:${partition}:iam::${account}:role${ROLE_PATH}${role}`;
}

/** Gives the ARN of the hub's bus. */
export function hubBusArn(partition: string, region: string, hubAccount: string): string {
	return `arn:${partition}:events:${region}:${hubAccount}:event-bus/${HUB_BUS}`;
}

/** Gives the ARN of an account's containment policy. */
export function policyArn(partition: string, account: string): string {
	return `arn:${partition}:iam::${account}:policy${ROLE_PATH}${CONTAINMENT_POLICY}`;
}

/**
 * The hub's queues of hints. They have fixed names, because the name of a FIFO queue must end with
 * `.fifo`, and because people who work by hand must find them.
 */
export const NOTIFY_QUEUE = 'eyes-notify.fifo';
export const CONTAIN_QUEUE = 'eyes-contain.fifo';
/**
 * This queue is in every account and Region that forwards; it keeps events that EventBridge could
 * not forward. The guard SCP knows it by its name.
 */
export const UNDELIVERED_QUEUE = 'eyes-undelivered';
/** EventBridge Scheduler starts the weekly credential report by the schedule with this name. */
export const REPORT_SCHEDULE = 'eyes-report-credentials';

/** The stack of the bus of an organization's hub. It must exist before anything forwards to it. */
export const BUS_STACK = 'eyes-system-bus';
/** The stack of a single account, or of an organization's hub. */
export const HUB_STACK = 'eyes-system';
/** The stack of the management account; with `-REGION`, its stack in a watched Region. */
export const MANAGEMENT_STACK = 'eyes-system-management';
/** The stacks of the other watched Regions of a single account begin with this. */
export const REGION_STACK = 'eyes-region';
/** The outputs of the hub's stack, for people who work by hand. */
export const HUB_OUTPUTS = [
	'TableName',
	'NotifyQueueUrl',
	'ContainQueueUrl',
	'IngestQueueUrl',
	'IngestDeadLettersUrl',
	'UseQueueUrl',
	'UseDeadLettersUrl',
	'SlackSecret',
	'AlarmTopic',
	'ReportFunction',
	'ReportBucket',
	'ReportDeadLettersUrl',
] as const;
export type HubOutput = (typeof HUB_OUTPUTS)[number];

/** What brings the parts of an account and of its Regions: a StackSet each. */
interface StackSetPair {
	readonly accounts: string;
	readonly regions: string;
}
/** The StackSets for units or the root, and those for the accounts that are named. */
export const UNIT_STACK_SETS: StackSetPair = { accounts: 'eyes-accounts', regions: 'eyes-regions' };
export const NAMED_STACK_SETS: StackSetPair = {
	accounts: 'eyes-accounts-named',
	regions: 'eyes-regions-named',
};
/** All StackSets of the management account. */
export const STACK_SETS = [UNIT_STACK_SETS, NAMED_STACK_SETS].flatMap(({ accounts, regions }) => [
	accounts,
	regions,
]);

/**
 * Names that two accounts must agree on, so that they cannot be left to CloudFormation. Everything of ours lies under
 * one path, by which the guard SCP and the judge know it.
 */
export const ROLE_PATH = '/eyes/';
/** In every account: publishes the account's containment policy. */
export const RESPONDER_ROLE = 'eyes-responder';
/** In every account: reads when access keys were made. */
export const READER_ROLE = 'eyes-reader';
/** In every account: puts events on the hub's bus. */
export const FORWARDER_ROLE = 'eyes-forwarder';
/** In every account: the policy that denies. */
export const CONTAINMENT_POLICY = 'eyes-containment';
/** In the organization: the SCP that denies, and the one that keeps others from undoing it. */
export const CONTAINMENT_SCP = 'eyes-containment';
export const GUARD_SCP = 'eyes-guard';
/** In the hub: the roles of the functions that act in other accounts. Those accounts trust them by name. */
export const CONTAIN_ROLE = 'eyes-contain';
export const JUDGE_ROLE = 'eyes-judge-sign-in';
export const NOTIFY_ROLE = 'eyes-notify';
export const RECONCILE_ROLE = 'eyes-reconcile';
/** All roles of functions in the hub. */
export const FUNCTION_ROLES = [JUDGE_ROLE, CONTAIN_ROLE, NOTIFY_ROLE, RECONCILE_ROLE] as const;
/** AWS's partitions in which the product can be deployed, or a log may come from. */
export const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;
/** In every account and Region: begins the names of our rules; the guard SCP knows them by it. */
export const NAME_PREFIX = 'eyes-';
/** In the hub: where the accounts' events arrive. */
export const HUB_BUS = 'eyes-hub';
/** In the hub: where domain events go out. */
export const EVENTS_BUS = 'eyes-events';
/** `source` of the domain events. */
export const EVENTS_SOURCE = 'eyes-system';

/** The ARN of one of the roles above. */
export function roleArn(partition: string, account: string, role: string): string {
	return `arn:${partition}:iam::${account}:role${ROLE_PATH}${role}`;
}

/** The ARN of an account's containment policy. */
export function policyArn(partition: string, account: string): string {
	return `arn:${partition}:iam::${account}:policy${ROLE_PATH}${CONTAINMENT_POLICY}`;
}

/**
 * In the hub: the queues of hints. Named, because a FIFO queue's name must end so and because whoever works by hand
 * must find them.
 */
export const NOTIFY_QUEUE = 'eyes-notify.fifo';
export const CONTAIN_QUEUE = 'eyes-contain.fifo';

/** The stack of a single account, or of an organization's hub. */
export const HUB_STACK = 'eyes-system';
/** What it puts out, for whoever works by hand. */
export const HUB_OUTPUTS = [
	'TableName',
	'NotifyQueueUrl',
	'ContainQueueUrl',
	'IngestQueueUrl',
	'IngestDeadLettersUrl',
	'SlackSecret',
	'AlarmTopic',
] as const;
export type HubOutput = (typeof HUB_OUTPUTS)[number];

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

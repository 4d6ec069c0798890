import { isObject, type JsonObject } from './json-object.ts';

/**
 * Somebody obtains an AWS session through one of these event sources, or makes a credential with
 * which a session can be obtained (IAM). The byte scan, the parser and the EventBridge patterns all
 * read this one list.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/logging-using-cloudtrail.html
 */
export const EVENT_SOURCES = [
	'signin.amazonaws.com',
	'sts.amazonaws.com',
	'sso.amazonaws.com',
	'sso-oauth.amazonaws.com',
	'rolesanywhere.amazonaws.com',
	'iam.amazonaws.com',
] as const;

export type EventSource = (typeof EVENT_SOURCES)[number];

/** The source of the records that show who made a user, an access key or a password. */
export const IAM_SOURCE: EventSource = 'iam.amazonaws.com';

/** Of IAM only these calls matter: they make what somebody can sign in with. */
export const MAKING_EVENTS = [
	'CreateUser',
	'CreateAccessKey',
	'CreateLoginProfile',
	'UpdateLoginProfile',
] as const;

export function isEventSource(text: unknown): text is EventSource {
	return EVENT_SOURCES.some((source) => source === text);
}

/** True for a record that is read: one of a sign-in service, or one that makes a credential. */
export function isWatched({ eventSource, eventName }: JsonObject): boolean {
	return eventSource === IAM_SOURCE ? isMaking(eventSource, eventName) : isEventSource(eventSource);
}

/** True for a call to IAM that makes a user, an access key or a password. */
export function isMaking(eventSource: unknown, eventName: unknown): boolean {
	return eventSource === IAM_SOURCE && MAKING_EVENTS.some((name) => name === eventName);
}

/** `AKIA…` is a long-term access key, `ASIA…` that of a session. */
const KEY_PREFIXES = ['AKIA', 'ASIA'] as const;
export type KeyPrefix = (typeof KEY_PREFIXES)[number];

/**
 * True for a management call with an access key: a credential at work. Old records do not say
 * whether they are of management events.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function isCallWithKey(
	{ eventType, managementEvent, userIdentity }: JsonObject,
	prefixes: readonly KeyPrefix[] = KEY_PREFIXES,
): boolean {
	if (eventType !== undefined && eventType !== 'AwsApiCall') return false;
	if (managementEvent === false || managementEvent === 'false' || !isObject(userIdentity))
		return false;
	const { accessKeyId } = userIdentity;
	if (typeof accessKeyId !== 'string') return false;
	return prefixes.some((prefix) => accessKeyId.startsWith(prefix));
}

/** True for every record that is judged. */
export function isJudged(record: JsonObject): boolean {
	return isWatched(record) || isCallWithKey(record);
}

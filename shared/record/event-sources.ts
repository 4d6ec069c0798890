/**
 * Somebody obtains an AWS session through one of these event sources. The byte scan, the parser and
 * the EventBridge patterns all read this one list.
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
] as const;

export type EventSource = (typeof EVENT_SOURCES)[number];

export function isEventSource(text: unknown): text is EventSource {
	return EVENT_SOURCES.some((source) => source === text);
}

import { EVENT_SOURCES } from '../shared/record/event-sources.ts';
import { EVENTS } from '../shared/sign-in/events.ts';

/** An event pattern in the form that EventBridge takes. */
export interface EventPattern {
	readonly source: readonly string[];
	readonly 'detail-type': readonly string[];
	readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Each `eventType` has its own detail type. AWS documents two spellings for the console's type, and
 * it is not known which of them arrives.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const DETAIL_TYPES = [
	'AWS API Call via CloudTrail',
	'AWS Service Event via CloudTrail',
	'AWS Console Sign In via CloudTrail',
	'AWS Console Signin via CloudTrail',
	'AWS Console Action via CloudTrail',
] as const;

/** For these events `userIdentity.type` is wrong, and the judge ignores it. */
const MISTYPED = ['ExternalIdPDirectoryLogin'];
const OTHERS = Object.keys(EVENTS).filter((name) => !MISTYPED.includes(name));

/**
 * Gives the source on the bus: `signin.amazonaws.com` arrives as `aws.signin`. Only AWS can put
 * events with such a source on a bus.
 */
export function busSource(eventSource: string): string {
	return `aws.${eventSource.replace(/\.amazonaws\.com$/, '')}`;
}

/**
 * Matches everything that the judge would not ignore, and little else. Services that assume a role
 * for their own work cause most of the traffic, so they are left out here; a record that does not
 * state its caller's type passes. Forwarded events match the same pattern, because forwarding
 * changes neither source nor detail.
 */
export function signInPattern(): EventPattern {
	return {
		source: EVENT_SOURCES.map(busSource),
		'detail-type': DETAIL_TYPES,
		detail: {
			eventSource: EVENT_SOURCES,
			// No key is used both inside and outside of `$or`, because AWS does not document what
			// that would mean.
			$or: [
				{ eventName: OTHERS, userIdentity: { type: [{ 'anything-but': ['AWSService'] }] } },
				// `anything-but` does not match if the field is missing.
				{ eventName: OTHERS, userIdentity: { type: [{ exists: false }] } },
				{ eventName: MISTYPED },
			],
		},
	};
}

import { EVENT_SOURCES } from '../shared/record/event-sources.ts';
import { EVENTS } from '../shared/sign-in/events.ts';

/** An event pattern as EventBridge takes it. */
export interface EventPattern {
	readonly source: readonly string[];
	readonly 'detail-type': readonly string[];
	readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * One for each `eventType`. AWS writes the console's in two spellings, and nobody knows which of them arrives.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const DETAIL_TYPES = [
	'AWS API Call via CloudTrail',
	'AWS Service Event via CloudTrail',
	'AWS Console Sign In via CloudTrail',
	'AWS Console Signin via CloudTrail',
	'AWS Console Action via CloudTrail',
] as const;

/** What `userIdentity.type` says of these is not so, and the judge does not heed it. */
const MISTYPED = ['ExternalIdPDirectoryLogin'];
const OTHERS = Object.keys(EVENTS).filter((name) => !MISTYPED.includes(name));

/** `signin.amazonaws.com` arrives as `aws.signin`. Nobody but AWS can put events with such a source on a bus. */
export function busSource(eventSource: string): string {
	return `aws.${eventSource.replace(/\.amazonaws\.com$/, '')}`;
}

/**
 * All that the judge would not ignore, and little else. Services that take a role for their own work are most of the
 * traffic, so they are left out here already; a record that does not say what its caller is gets through. The pattern
 * for what was forwarded is the same: forwarding changes neither source nor detail.
 */
export function signInPattern(): EventPattern {
	return {
		source: EVENT_SOURCES.map(busSource),
		'detail-type': DETAIL_TYPES,
		detail: {
			eventSource: EVENT_SOURCES,
			// No key stands both inside and outside of `$or`: nothing says what that would mean.
			$or: [
				{ eventName: OTHERS, userIdentity: { type: [{ 'anything-but': ['AWSService'] }] } },
				// `anything-but` wants a value to look at.
				{ eventName: OTHERS, userIdentity: { type: [{ exists: false }] } },
				{ eventName: MISTYPED },
			],
		},
	};
}

import { EVENT_SOURCES, IAM_SOURCE, MAKING_EVENTS } from '../shared/record/event-sources.ts';
import { GIVES_NOTHING, type GivesNothing } from '../shared/sign-in/gives-nothing.ts';

/** An event pattern in the form that EventBridge takes. */
export interface EventPattern {
	readonly source: readonly unknown[];
	readonly 'detail-type': readonly string[];
	readonly $or?: readonly object[];
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

/**
 * For these events the judge does not read `userIdentity.type`: the first prints a wrong one, and of
 * the second no record is published.
 */
const MISTYPED = ['ExternalIdPDirectoryLogin', 'CreateSession'];
const MISTYPED_SOURCES = EVENT_SOURCES.filter((source) => source !== IAM_SOURCE);

/**
 * Services that assume a role for their own work cause most of the traffic. `anything-but` does not
 * match if the field is missing.
 */
const NO_SERVICE = [{ 'anything-but': ['AWSService'] }, { exists: false }];

/**
 * Gives the source on the bus: `signin.amazonaws.com` arrives as `aws.signin`. Only AWS can put
 * events with such a source on a bus.
 */
export function busSource(eventSource: string): string {
	return `${AWS_SOURCE}${eventSource.replace(/\.amazonaws\.com$/, '')}`;
}

/** The source of each event that AWS itself puts on a bus begins with this. */
export const AWS_SOURCE = 'aws.';

/**
 * Matches everything that the judge would not ignore. It names what is left out, not what is let
 * in, so that a call which AWS adds tomorrow arrives. Of IAM it lets in only what makes a
 * credential: the judge learns from it how old users, keys and passwords are. Forwarded events match
 * the same pattern, because forwarding changes neither source nor detail.
 */
export function signInPattern(): EventPattern {
	return {
		source: EVENT_SOURCES.map(busSource),
		'detail-type': DETAIL_TYPES,
		detail: {
			// No key is used both inside and outside of `$or`, because AWS does not document what
			// that would mean.
			$or: [
				...GIVES_NOTHING.map(butNothing),
				{ eventSource: MISTYPED_SOURCES, eventName: MISTYPED },
				{ eventSource: [IAM_SOURCE], eventName: MAKING_EVENTS },
			],
		},
	};
}

/**
 * Of administration, the rule leaves out what only reads: programs do that all day. Changes are rare;
 * they pass, and the judge ignores those that give nothing. Each name here takes characters in both
 * patterns.
 */
const FREQUENT_VERBS = ['Describe', 'List'];

/**
 * One `anything-but` takes either whole names or beginnings of names. Where beginnings are left
 * out, the names pass, and the judge ignores them: those calls are rare.
 */
function butNothing({ sources, names, verbs }: GivesNothing): object {
	const leftOut = verbs.length > 0 ? { prefix: frequent(verbs) } : names;
	return {
		eventSource: sources,
		eventName: [{ 'anything-but': leftOut }],
		userIdentity: { type: NO_SERVICE },
	};
}

function frequent(verbs: readonly string[]): string[] {
	return FREQUENT_VERBS.filter((verb) => verbs.includes(verb));
}

/**
 * The branches of `$or` that match the API calls, of any service, that `signInPattern` does not
 * match. Both read the same lists, so that each event matches one of the two, and none matches both.
 */
export function butSignIns(): object[] {
	return [
		{ eventSource: [{ 'anything-but': EVENT_SOURCES }] },
		{ eventSource: [IAM_SOURCE], eventName: [{ 'anything-but': MAKING_EVENTS }] },
		...GIVES_NOTHING.map(({ sources, names, verbs }) => ({
			eventSource: sources,
			eventName: verbs.length > 0 ? frequent(verbs).map((prefix) => ({ prefix })) : names,
		})),
	];
}

import { isCallWithKey, isJudged, isWatched } from '../record/event-sources.ts';
import { type Refusal, refuse } from '../record/record.ts';
import { readArn, roleInMessage } from './arn.ts';
import { EVENTS, type EventKind, kindOfEvent } from './events.ts';
import { type Fields, objectAt, textAt } from './fields.ts';
import { readInstant } from './instant.ts';
import { isCertificateSession } from './read-certificate.ts';
import { readClues, readLinks, readWorkloadSign } from './read-clues.ts';
import { readMade } from './read-made.ts';
import { readOutcome } from './read-outcome.ts';
import { readPrincipal } from './read-principal.ts';
import { readIssuer, readIssuerId, readSession, rootTarget } from './read-session.ts';
import type { Outcome, Part, SignIn } from './sign-in.ts';

/**
 * Reads one record of a sign-in event source, or of a call with an access key, or refuses it with a
 * reason. It never throws. Only the event's name, source and time are required; everything else that
 * is missing becomes null or `unknown` and is judged as such.
 */
export function signInFromRecord(record: Fields): SignIn | Refusal {
	const event = textAt(record, 'eventName');
	const eventSource = textAt(record, 'eventSource');
	if (event === null || eventSource === null || !isJudged(record)) {
		return refuse(
			'not-a-record',
			'no eventName, or an event that is no sign-in, makes nothing and shows no access key',
		);
	}
	const time = readTime(record);
	if (time === null) {
		const written = JSON.stringify(record.eventTime ?? null).slice(0, 40);
		return refuse(
			'no-time',
			`eventTime ${written} of this ${event} is not a time like 2026-03-03T01:35:21Z`,
		);
	}
	return assemble(record, { event, eventSource, time, kind: kindOfEvent(event, eventSource) });
}

interface Known extends Pick<SignIn, 'event' | 'eventSource' | 'time'> {
	readonly kind: EventKind;
}

function assemble(record: Fields, { kind, ...known }: Known): SignIn {
	const { event, time } = known;
	const principal = readPrincipal(record, event);
	const outcome = readOutcome(record, event, kind);
	const account = readAccount(record, event);
	const request = objectAt(record, 'requestParameters');
	const identity = objectAt(record, 'userIdentity');
	const callerIssuerId = readIssuerId(record);
	const part = partOf(record, kind, outcome);
	// Services that are not watched have events of the same names, such as CreateUser.
	const made =
		outcome === 'success' && isWatched(record) ? readMade(record, { event, principal }) : null;
	return {
		kind: 'sign-in',
		eventId: textAt(record, 'eventID'),
		...known,
		part,
		recipient: textAt(record, 'recipientAccountId'),
		account,
		region: textAt(record, 'awsRegion'),
		outcome,
		error: textAt(record, 'errorCode') ?? textAt(record, 'errorMessage'),
		principal,
		callerIssuer: readIssuer(record, principal),
		...(callerIssuerId === null ? {} : { callerIssuerId }),
		// Where an unknown event would print its session is not known either.
		session:
			outcome === 'success' && part !== 'unknown' && part !== 'use'
				? readSession(record, { event, time, account, principal })
				: null,
		attemptedRole:
			outcome === 'failure' && part !== 'use'
				? (textAt(request, 'roleArn') ?? roleInMessage(textAt(record, 'errorMessage') ?? ''))
				: null,
		address: textAt(record, 'sourceIPAddress'),
		vpcEndpointId: readEndpoint(record, kind),
		vpcEndpointAccount: accountAt(record, 'vpcEndpointAccountId'),
		// A certificate calls for itself; what AWS prints here for it is not published.
		invokedBy: isCertificateSession(record) ? null : textAt(identity, 'invokedBy'),
		delegateAccount: accountAt(objectAt(identity, 'invokedByDelegate'), 'accountId'),
		fromConsole: textAt(record, 'sessionCredentialFromConsole') === 'true',
		userAgent: textAt(record, 'userAgent'),
		clues: readClues(record),
		links: readLinks(record),
		workload: readWorkloadSign(record, principal),
		...(made === null ? {} : { made }),
	};
}

function partOf(
	record: Fields,
	{ part, failureIsAttempt, notYet }: EventKind,
	outcome: Outcome,
): Part {
	if (part === 'no-session') return isCallWithKey(record) ? 'use' : part;
	if (outcome !== 'failure') return part;
	if (notYet?.includes(textAt(record, 'errorCode') ?? '')) return 'step';
	return failureIsAttempt ? 'sign-in' : part;
}

/** Logs that were processed by Logstash have `@timestamp` in place of `eventTime`. */
function readTime(record: Fields): number | null {
	return readInstant(textAt(record, 'eventTime') ?? textAt(record, '@timestamp') ?? '');
}

/**
 * AWS documents the endpoint id in `additionalEventData` for these events only; it is an empty text
 * if there was no endpoint.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
const ENDPOINT_IN_DATA = new Set([EVENTS.AuthorizeOAuth2Access, EVENTS.CreateOAuth2Token]);

/**
 * Elsewhere than at the top level, the endpoint id counts only where AWS itself writes it. An event
 * of another service that has the same name is of another kind.
 */
function readEndpoint(record: Fields, kind: EventKind): string | null {
	const inData = ENDPOINT_IN_DATA.has(kind)
		? textAt(objectAt(record, 'additionalEventData'), 'x-amzn-vpce-id')
		: null;
	// CloudTrail prints `None` for what is not there.
	return (
		[textAt(record, 'vpcEndpointId'), inData].find((id) => id !== 'None' && id !== null) ?? null
	);
}

/**
 * Gives an account's id. On AWS's own calls the owner of an endpoint is a service name. The owner
 * stands at the top level only; what stands deeper may come from the caller.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function accountAt(fields: Fields, key: string): string | null {
	const account = textAt(fields, key);
	return account !== null && /^\d{12}$/.test(account) ? account : null;
}

/**
 * Gives the account whose log this is, or the account to which access was given if that is another
 * one.
 */
function readAccount(record: Fields, event: string): string | null {
	switch (event) {
		case 'GetRoleCredentials':
		case 'Federate':
			return textAt(objectAt(record, 'serviceEventDetails'), 'account_id') ?? ownAccount(record);
		case 'AssumeRoot':
			return rootTarget(record) ?? ownAccount(record);
		default:
			return ownAccount(record);
	}
}

/**
 * Old records have no `recipientAccountId`. The caller's account is used then, unless the caller
 * belongs to another account.
 */
function ownAccount(record: Fields): string | null {
	const identity = objectAt(record, 'userIdentity');
	const callers = textAt(identity, 'type') === 'AWSAccount' ? null : textAt(identity, 'accountId');
	const role = readArn(textAt(objectAt(record, 'requestParameters'), 'roleArn') ?? '');
	return textAt(record, 'recipientAccountId') ?? callers ?? role?.account ?? null;
}

import { type EventSource, IAM_SOURCE, isEventSource } from '../record/event-sources.ts';
import { givesNothing } from './gives-nothing.ts';
import type { Part } from './sign-in.ts';

/**
 * Where an event says whether it succeeded. `errorCode` alone is not enough: console, Identity
 * Center and OAuth events print failures without one. If the field is missing, an error always
 * means failure. What it means that both are missing depends on the place:
 * - `response`: `responseElements.<eventName>`. AWS prints it in every published record, also for
 *   failures, so without it nothing can be concluded.
 * - `response-or-error`: the same place. No complete record of these events is published, so it is
 *   not known whether AWS always prints it; without it and without an error the event succeeded.
 * - `detail`: `serviceEventDetails.<eventName>`. The event exists for failures too, so without it
 *   nothing can be concluded.
 * - `detail-or-success`: the same place, otherwise success, because the event exists only after all
 *   factors passed.
 * - `flag`: `additionalEventData.success`. A token is given or an error is printed, so without both
 *   it succeeded.
 * - `error`: no error means success, as for every API call.
 * - `credentials`: of an event that nobody knows. If the answer holds credentials, it succeeded.
 */
export type ResultPlace =
	| 'response'
	| 'response-or-error'
	| 'detail'
	| 'detail-or-success'
	| 'flag'
	| 'error'
	| 'credentials';

export interface EventKind {
	readonly sources: readonly EventSource[];
	readonly result: ResultPlace;
	readonly part: Part;
	/**
	 * The event is a step only if it succeeded. A failure is the only record of a failed attempt.
	 */
	readonly failureIsAttempt?: true;
	/** Errors that only say that something must still be done; the event is a step then. */
	readonly notYet?: readonly string[];
}

const SIGNIN: readonly EventSource[] = ['signin.amazonaws.com'];
const STS: readonly EventSource[] = ['sts.amazonaws.com'];
/** Portal and token events are printed under either source. */
const PORTAL: readonly EventSource[] = ['sso.amazonaws.com', 'sso-oauth.amazonaws.com'];
/** S3 has a CreateSession too, with another source. */
const ROLES_ANYWHERE: readonly EventSource[] = ['rolesanywhere.amazonaws.com'];

/** Lists every event by which a session is obtained, or that is a step of it. */
export const EVENTS: Readonly<Record<string, EventKind>> = {
	// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
	ConsoleLogin: { sources: SIGNIN, result: 'response', part: 'sign-in' },
	SwitchRole: { sources: SIGNIN, result: 'response', part: 'sign-in' },
	RenewRole: { sources: SIGNIN, result: 'response-or-error', part: 'sign-in' },
	GetSigninToken: { sources: SIGNIN, result: 'response-or-error', part: 'sign-in' },
	ExternalIdPDirectoryLogin: { sources: SIGNIN, result: 'response', part: 'sign-in' },
	CheckMfa: { sources: SIGNIN, result: 'response', part: 'step' },
	PasswordUpdated: { sources: SIGNIN, result: 'response-or-error', part: 'step' },
	PasswordRecoveryRequested: { sources: SIGNIN, result: 'response-or-error', part: 'step' },
	PasswordRecoveryCompleted: { sources: SIGNIN, result: 'response-or-error', part: 'step' },
	// https://docs.aws.amazon.com/signin/latest/userguide/aws-mcp-server.html
	AuthorizeOAuth2Access: { sources: SIGNIN, result: 'flag', part: 'sign-in' },
	CreateOAuth2Token: { sources: SIGNIN, result: 'flag', part: 'sign-in' },
	CreateOAuth2TokenWithIAM: { sources: SIGNIN, result: 'error', part: 'sign-in' },
	// https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html
	CredentialChallenge: { sources: SIGNIN, result: 'detail', part: 'step' },
	CredentialVerification: {
		sources: SIGNIN,
		result: 'detail',
		part: 'step',
		failureIsAttempt: true,
	},
	UserAuthentication: { sources: SIGNIN, result: 'detail-or-success', part: 'sign-in' },
	// https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html
	Authenticate: { sources: PORTAL, result: 'error', part: 'sign-in' },
	Federate: { sources: PORTAL, result: 'error', part: 'sign-in' },
	GetRoleCredentials: { sources: PORTAL, result: 'error', part: 'sign-in' },
	// A program asks every few seconds for the token of a device code until somebody confirms it.
	// https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
	CreateToken: {
		sources: PORTAL,
		result: 'error',
		part: 'sign-in',
		notYet: ['AuthorizationPendingException', 'SlowDownException'],
	},
	CreateTokenWithIAM: { sources: PORTAL, result: 'error', part: 'sign-in' },
	StartDeviceAuthorization: { sources: PORTAL, result: 'error', part: 'step' },
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
	AssumeRole: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoleWithSAML: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoleWithWebIdentity: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoot: { sources: STS, result: 'error', part: 'sign-in' },
	GetFederationToken: { sources: STS, result: 'error', part: 'sign-in' },
	GetSessionToken: { sources: STS, result: 'error', part: 'sign-in' },
	// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetScopedCredentials.html
	GetScopedCredentials: { sources: STS, result: 'error', part: 'sign-in' },
	// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetDelegatedAccessToken.html
	GetDelegatedAccessToken: { sources: STS, result: 'error', part: 'sign-in' },
	// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
	CreateSession: { sources: ROLES_ANYWHERE, result: 'error', part: 'sign-in' },
};

/** Calls of these services that are known to give nothing. */
const NO_SESSION: EventKind = { sources: [], result: 'error', part: 'no-session' };
/** Everything else that these services do: AWS added it after this list was written. */
const UNKNOWN: EventKind = { sources: [], result: 'credentials', part: 'unknown' };

/** Gives the kind of an event. A name that another service uses says nothing about this one. */
export function kindOfEvent(event: string, source: string): EventKind {
	// IAM gives no session, nor do the services that are not watched.
	if (source === IAM_SOURCE || !isEventSource(source)) return NO_SESSION;
	const known = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
	if (known?.sources.includes(source)) return known;
	return givesNothing(event, source) ? NO_SESSION : UNKNOWN;
}

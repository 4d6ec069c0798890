import type { EventSource } from '../record/event-sources.ts';
import type { Part } from './sign-in.ts';

/**
 * Where an event says whether it succeeded. `errorCode` alone is not enough: console, Identity
 * Center and OAuth events print failures without one.
 * - `response`: `responseElements.<eventName>`
 * - `response-or-error`: the same if it is printed, otherwise no `errorCode` means success
 * - `detail`: `serviceEventDetails.<eventName>`
 * - `detail-or-success`: the same, or success, because the event exists only after all factors
 *   passed
 * - `flag`: `additionalEventData.success`
 * - `error`: no `errorCode` means success
 */
export type ResultPlace =
	| 'response'
	| 'response-or-error'
	| 'detail'
	| 'detail-or-success'
	| 'flag'
	| 'error';

export interface EventKind {
	readonly sources: readonly EventSource[];
	readonly result: ResultPlace;
	readonly part: Part;
	/**
	 * The event is a step only if it succeeded. A failure is the only record of a failed attempt.
	 */
	readonly failureIsAttempt?: true;
}

const SIGNIN: readonly EventSource[] = ['signin.amazonaws.com'];
const STS: readonly EventSource[] = ['sts.amazonaws.com'];
/** Portal and token events are printed under either source. */
const PORTAL: readonly EventSource[] = ['sso.amazonaws.com', 'sso-oauth.amazonaws.com'];

/**
 * Lists every event by which a session is obtained, or that is a step of it. All other events of
 * these sources obtain nothing.
 */
export const EVENTS: Readonly<Record<string, EventKind>> = {
	// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
	ConsoleLogin: { sources: SIGNIN, result: 'response', part: 'sign-in' },
	SwitchRole: { sources: SIGNIN, result: 'response', part: 'sign-in' },
	RenewRole: { sources: SIGNIN, result: 'response', part: 'sign-in' },
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
	CreateToken: { sources: PORTAL, result: 'error', part: 'sign-in' },
	CreateTokenWithIAM: { sources: PORTAL, result: 'error', part: 'sign-in' },
	StartDeviceAuthorization: { sources: PORTAL, result: 'error', part: 'step' },
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
	AssumeRole: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoleWithSAML: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoleWithWebIdentity: { sources: STS, result: 'error', part: 'sign-in' },
	AssumeRoot: { sources: STS, result: 'error', part: 'sign-in' },
	GetFederationToken: { sources: STS, result: 'error', part: 'sign-in' },
	GetSessionToken: { sources: STS, result: 'error', part: 'sign-in' },
};

/** Stands for all other calls of these services; they obtain nothing. */
export const NO_SESSION: EventKind = { sources: [], result: 'error', part: 'no-session' };

import type { Alarm } from './alarm/alarm.ts';

/**
 * Who signed in: one member for each kind of identity that CloudTrail can print (design, section
 * 2), and `certificate` for the machine behind a session of Roles Anywhere, whose identity CloudTrail
 * prints as `Unknown`.
 */
export type PrincipalKind =
	| 'root'
	| 'iam-user'
	| 'role-session'
	| 'identity-center-user'
	| 'federated-user'
	| 'saml-user'
	| 'web-identity'
	| 'certificate'
	| 'aws-account'
	| 'aws-service'
	| 'unknown';

/**
 * `name` is the name that a person would recognise; null where AWS hides it or never prints it. For
 * a federated user it is the name of the user behind the session.
 */
export interface Principal {
	readonly kind: PrincipalKind;
	readonly name: string | null;
	/** Set if AWS has hidden the name. */
	readonly isHidden?: true;
	readonly id: string | null;
	readonly arn: string | null;
	/** The account that owns the identity. The event may have happened in another account. */
	readonly account: string | null;
}

/**
 * The session that was obtained. `userId` is its `aws:userid`; times are milliseconds since 1970,
 * UTC.
 */
export interface Session {
	readonly userId: string | null;
	readonly roleArn: string | null;
	readonly name: string | null;
	readonly issuedAt: number;
	readonly endsAt: number | null;
}

/**
 * `unknown`: the record does not say whether it succeeded, and nothing can be concluded from that.
 */
export type Outcome = 'success' | 'failure' | 'unknown';

/**
 * What the event does for a session:
 * - `sign-in`: a session was obtained, or somebody tried to obtain one
 * - `step`: the event belongs to a sign-in that has its own record (challenge, MFA check)
 * - `no-session`: a call to a sign-in service that obtains nothing (GetCallerIdentity,
 *   ListAccounts)
 * - `use`: a call of any service with an access key, which obtains nothing: a credential at work
 * - `alarm`: no call at all: AWS itself reports a credential
 * - `unknown`: an event of a sign-in service that is not on any list. Its outcome is `success` only
 *   if the answer holds credentials
 */
export type Part = 'sign-in' | 'step' | 'no-session' | 'use' | 'alarm' | 'unknown';

/**
 * What the event says about the credential that was shown, as written. The credential module judges
 * it.
 */
export interface CredentialClues {
	readonly accessKeyId: string | null;
	/**
	 * When the session that made the call was issued, in milliseconds; null for long-term
	 * credentials and for calls that a service makes for the caller.
	 */
	readonly issuedAt: number | null;
	readonly mfaUsed: string | null;
	readonly mfaAuthenticated: string | null;
	/** The MFA device that was given in an STS call. */
	readonly mfaSerial: string | null;
	/** Identity Center: `PASSWORD`, `PASSWORD,TOTP`, `EXTERNAL_IDP`, … */
	readonly credentialType: string | null;
	readonly grantType: string | null;
}

/** Identifiers that connect the records of one act. */
export interface Links {
	readonly sharedEventId: string | null;
	/** In Identity Center, all events of one portal sign-in have the same workflow id. */
	readonly workflowId: string | null;
	/**
	 * In a role switch in the console, the ARN that was left (`SwitchFrom`) or entered
	 * (`SwitchTo`).
	 */
	readonly switchedFrom: string | null;
	readonly switchedTo: string | null;
	/**
	 * The source identity stays the same when roles are chained, and cannot be changed in the
	 * chain.
	 */
	readonly sourceIdentity: string | null;
	/** The Identity Center user behind the session, if the record names one. */
	readonly identityStoreUserId: string | null;
	readonly identityStoreUserName: string | null;
	/** The ARN of the SAML provider that authenticated the person. */
	readonly samlProvider: string | null;
	/** In Identity Center, the name of the permission set whose role was given. */
	readonly permissionSet: string | null;
	/**
	 * The ARN of the sign-in session to which the calling session, or the token that was obtained,
	 * belongs.
	 */
	readonly signInSession: string | null;
	/**
	 * `creationDate` of the calling session as written, in milliseconds since 1970. If a service
	 * makes the call for the caller, it may be the date of the service's own credential.
	 */
	readonly sessionCreatedAt: number | null;
}

/**
 * Signs in the record itself that a machine acts, not a person. A user agent is not such a sign:
 * anyone can write it. AWS alone writes `in-scope-of` and `ec2-role-delivery`. The signs that end
 * in `-session` are forms of session names, which the principal that obtains a session chooses.
 */
export type WorkloadSign =
	| 'in-scope-of'
	| 'ec2-role-delivery'
	| 'web-identity'
	| 'certificate'
	| SessionForm;

/** A form of session name that a service of AWS gives to the machines that it runs. */
export type SessionForm =
	| 'instance-session'
	| 'codebuild-session'
	| 'ecs-task-session'
	| 'pod-identity-session';

/**
 * What a record shows of a credential of an IAM user that was made: the user, an access key, a
 * password, or the key of a session that the user obtained for themself (GetSessionToken).
 */
export interface MadeCredential {
	readonly kind: 'user' | 'access-key' | 'password' | 'session-key';
	/** The account of the user. */
	readonly account: string;
	readonly user: string;
	/** The id of the user that was made. It tells users apart who had one name after each other. */
	readonly userId: string | null;
	readonly keyId: string | null;
}

/**
 * A record that was understood: somebody obtained a session, or tried to, made a credential, or used
 * one. It is plain data that can be serialised.
 */
export interface SignIn {
	readonly kind: 'sign-in';
	readonly eventId: string | null;
	/**
	 * Milliseconds since 1970, UTC. The serving host sets it; it is never compared with our clock.
	 */
	readonly time: number;
	readonly event: string;
	/** The service that was called, such as `sts.amazonaws.com`. */
	readonly eventSource: string;
	readonly part: Part;
	/**
	 * The account whose log this is: `recipientAccountId`, or the account of the envelope. Only this
	 * account is shown to be ours; null in records that do not print it.
	 */
	readonly recipient: string | null;
	/** The account to which access was given, or was to be given. The caller may choose it. */
	readonly account: string | null;
	readonly region: string | null;
	readonly outcome: Outcome;
	readonly error: string | null;
	readonly principal: Principal;
	/**
	 * The ARN of the role (with its path where it is printed) or user whose permissions the calling
	 * session has.
	 */
	readonly callerIssuer: string | null;
	/** The unique id of that role or user, if the record prints it. */
	readonly callerIssuerId?: string;
	readonly session: Session | null;
	/**
	 * The role that a failed attempt asked for. It is named only in the request or the error text.
	 */
	readonly attemptedRole: string | null;
	/** `sourceIPAddress` as written: an address, a list of addresses, a service name, or a mask. */
	readonly address: string | null;
	readonly vpcEndpointId: string | null;
	/** The account that owns the VPC endpoint, as 12 digits. */
	readonly vpcEndpointAccount: string | null;
	readonly invokedBy: string | null;
	/** The account of a delegate (an Amazon service or a partner) that acts for the principal. */
	readonly delegateAccount: string | null;
	/** True if AWS marks the credential as one of a console session. */
	readonly fromConsole: boolean;
	readonly userAgent: string | null;
	readonly clues: CredentialClues;
	readonly links: Links;
	readonly workload: WorkloadSign | null;
	/** Left out if the record shows none, or does not name it. */
	readonly made?: MadeCredential;
	/** Of the part `alarm` only. */
	readonly alarm?: Alarm;
}

import type { EventSource } from '../record/event-sources.ts';

/** Who: one member per identity that CloudTrail can print (design, section 2). */
export type PrincipalKind =
	| 'root'
	| 'iam-user'
	| 'role-session'
	| 'identity-center-user'
	| 'federated-user'
	| 'saml-user'
	| 'web-identity'
	| 'aws-account'
	| 'aws-service'
	| 'unknown';

/** `name` is what a person would recognise; null where AWS hides or never prints it. */
export interface Principal {
	readonly kind: PrincipalKind;
	readonly name: string | null;
	readonly id: string | null;
	readonly arn: string | null;
	/** The account that owns the identity: not always the one where the event happened. */
	readonly account: string | null;
}

/** What was obtained. `userId` is the session's `aws:userid`; times are milliseconds since 1970, UTC. */
export interface Session {
	readonly userId: string | null;
	readonly roleArn: string | null;
	readonly name: string | null;
	readonly issuedAt: number;
	readonly endsAt: number | null;
}

/** `unknown`: the record does not say, and nothing can be concluded from its silence. */
export type Outcome = 'success' | 'failure' | 'unknown';

/**
 * What the event does for a session.
 * - `sign-in`: a session is obtained, or was tried for
 * - `step`: belongs to a sign-in that has its own record (challenge, MFA check)
 * - `no-session`: a call to a sign-in service that obtains nothing (GetCallerIdentity, ListAccounts)
 */
export type Part = 'sign-in' | 'step' | 'no-session';

/** What the event says of the credential that was shown, as written; the credential room judges it. */
export interface CredentialClues {
	readonly accessKeyId: string | null;
	/** Issue time of the session that made the call, ms; null for long-term credentials and forwarded calls. */
	readonly issuedAt: number | null;
	readonly mfaUsed: string | null;
	readonly mfaAuthenticated: string | null;
	/** The MFA device handed to an STS call. */
	readonly mfaSerial: string | null;
	/** Identity Center: `PASSWORD`, `PASSWORD,TOTP`, `EXTERNAL_IDP`, … */
	readonly credentialType: string | null;
	readonly grantType: string | null;
}

/** Identifiers that tie the records of one act together. */
export interface Links {
	readonly sharedEventId: string | null;
	/** Identity Center: all events of one portal sign-in. */
	readonly workflowId: string | null;
	/** Console role switch: the ARN left (`SwitchFrom`) or entered (`SwitchTo`). */
	readonly switchedFrom: string | null;
	readonly switchedTo: string | null;
	/** Survives role chaining and cannot be changed in the chain. */
	readonly sourceIdentity: string | null;
	/** Identity Center user behind the session, where the record names one. */
	readonly identityStoreUserId: string | null;
	readonly identityStoreUserName: string | null;
	/** ARN of the SAML provider that vouched. */
	readonly samlProvider: string | null;
	/** Identity Center: name of the permission set whose role was handed out. */
	readonly permissionSet: string | null;
}

/** Signs in the record itself that a machine, not a person, acts. A user agent is no such sign: anyone can write it. */
export type WorkloadSign =
	| 'in-scope-of'
	| 'ec2-role-delivery'
	| 'instance-session'
	| 'web-identity';

/** A record understood: somebody obtained, or tried to obtain, a session. Plain data, safe to serialise. */
export interface SignIn {
	readonly kind: 'sign-in';
	readonly eventId: string | null;
	/** Milliseconds since 1970, UTC. Set by the serving host, never compared with our clock. */
	readonly time: number;
	readonly event: string;
	readonly eventSource: EventSource;
	readonly part: Part;
	readonly account: string | null;
	readonly region: string | null;
	readonly outcome: Outcome;
	readonly error: string | null;
	readonly principal: Principal;
	/** ARN of whoever's permissions the calling session has: its role (with the path where it is printed), or a user. */
	readonly callerIssuer: string | null;
	readonly session: Session | null;
	/** The role of a failed attempt, which stands only in the error text. */
	readonly attemptedRole: string | null;
	/** `sourceIPAddress` as written: an address, a list of them, a service name, or a mask. */
	readonly address: string | null;
	readonly vpcEndpointId: string | null;
	readonly invokedBy: string | null;
	readonly userAgent: string | null;
	readonly clues: CredentialClues;
	readonly links: Links;
	readonly workload: WorkloadSign | null;
}

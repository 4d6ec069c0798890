/**
 * The credential that was shown to obtain the session. `portal` stands for any credential of an
 * Identity Center user.
 */
export type CredentialKind =
	| 'password'
	| 'access-key'
	| 'session'
	| 'portal'
	| 'web-identity'
	| 'certificate'
	| 'saml'
	| 'unknown';

/**
 * `at-identity-provider`: AWS prints "No" for every federated user, because it does not know about
 * MFA at the identity provider.
 */
export type Mfa = 'yes' | 'no' | 'at-identity-provider' | 'unknown';

export interface Credential {
	readonly kind: CredentialKind;
	/**
	 * The age in days at the time of the event, with a fraction; null if it is not known. Only IAM
	 * knows when an access key was created.
	 */
	readonly ageDays: number | null;
	readonly mfa: Mfa;
	/** The access key id, or null. It is never shown in full. */
	readonly keyId: string | null;
	/** True if a password was typed at AWS itself. */
	readonly password: boolean;
}

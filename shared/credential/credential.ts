/** What was shown to obtain the session. `portal`: anything of an Identity Center user. */
export type CredentialKind =
	| 'password'
	| 'access-key'
	| 'session'
	| 'portal'
	| 'web-identity'
	| 'saml'
	| 'unknown';

/** `at-identity-provider`: AWS prints "No" for federated users whatever they did; their MFA is not AWS's to know. */
export type Mfa = 'yes' | 'no' | 'at-identity-provider' | 'unknown';

export interface Credential {
	readonly kind: CredentialKind;
	/** Age at the event in days, with fraction; null where no event tells (an access key's birth is known to IAM only). */
	readonly ageDays: number | null;
	readonly mfa: Mfa;
	/** Access key id, or null. Never shown whole. */
	readonly keyId: string | null;
	/** True where a password was typed at AWS itself. */
	readonly password: boolean;
}

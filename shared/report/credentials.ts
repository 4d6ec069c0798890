/**
 * The user column of the root user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export const ROOT_ACCOUNT = '<root_account>';

/** All times here are milliseconds since 1970, UTC; null means that there is none. */
export interface AccountCredentials {
	readonly account: string;
	/** `aws`, `aws-cn` or `aws-us-gov`, from the ARNs. */
	readonly partition: string;
	/** `GeneratedTime` of the credential report: every age is counted up to this time. */
	readonly at: number;
	readonly users: readonly UserCredentials[];
}

/** The credentials of one user, or of root. */
export interface UserCredentials {
	readonly user: string;
	readonly arn: string;
	readonly createdAt: number | null;
	readonly hasMfa: boolean;
	readonly password: Password;
	readonly keys: readonly AccessKey[];
	readonly certificates: readonly Certificate[];
	readonly serviceCredentials: readonly ServiceCredential[];
	/** What the report says about more than two keys or certificates, or null. */
	readonly more: string | null;
	/** Null while nobody has asked IAM for them. */
	readonly tags: Readonly<Record<string, string>> | null;
	/** The name of an attached policy `AWSCompromisedKeyQuarantine…`, or null. */
	readonly quarantine: string | null;
	/** The user was gone when IAM was asked for more than the report says. */
	readonly isGone: boolean;
}

export interface Password {
	/** Null where the report does not tell it, as for some root users. */
	readonly isEnabled: boolean | null;
	readonly usedAt: number | null;
	readonly changedAt: number | null;
}

export type KeyStatus = 'active' | 'inactive';

export interface AccessKey {
	/** The access key id; null if only the report is known, which does not tell it. */
	readonly id: string | null;
	/** The key's number in the report; null if the report does not tell which of them it is. */
	readonly slot: number | null;
	readonly status: KeyStatus;
	/**
	 * When the key was made. From the report alone it is when the key was made or its status last
	 * changed.
	 */
	readonly createdAt: number | null;
	/** When the key was made or its status last changed. */
	readonly changedAt: number | null;
	readonly use: KeyLastUse;
}

/**
 * What IAM says about the last use of a key. `unknown`: nobody was asked. `shared`: the time is
 * that of one of several keys, and which one is not known.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html
 */
export type KeyLastUse =
	| { readonly kind: 'never' }
	| { readonly kind: 'unknown' }
	| {
			readonly kind: 'used' | 'shared';
			readonly at: number;
			/** A namespace such as `s3`, or null. */
			readonly service: string | null;
			/** Null also where the service has no Regions. */
			readonly region: string | null;
	  };

export interface Certificate {
	readonly slot: number;
	readonly isActive: boolean;
	readonly createdAt: number | null;
}

/**
 * A credential for one service, such as an API key for Bedrock.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredentialMetadata.html
 */
export interface ServiceCredential {
	readonly id: string;
	/** `bedrock.amazonaws.com`. */
	readonly service: string;
	readonly isActive: boolean;
	readonly createdAt: number | null;
	/** Null means that it never ends. */
	readonly expiresAt: number | null;
}

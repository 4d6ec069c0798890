import type { ListedKey } from './add-listed.ts';
import type { KeyLastUse, ServiceCredential } from './credentials.ts';

/**
 * IAM could not be read. `why` is a sentence that names the error and what helps. `isLasting`:
 * trying again soon fails as well.
 */
export interface ReadFailure {
	readonly kind: 'failed';
	readonly why: string;
	readonly isLasting: boolean;
}

/** The user was deleted after the credential report had been generated. */
export interface UserGone {
	readonly kind: 'gone';
}

export interface ReadValue<T> {
	readonly kind: 'read';
	readonly value: T;
}

export type Read<T> = ReadValue<T> | ReadFailure;

/** The text of a credential report, and `GeneratedTime` in milliseconds since 1970. */
export interface ReportText {
	readonly csv: string;
	readonly at: number;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export interface RootSummary {
	readonly hasKeys: boolean;
	/** Null where IAM does not tell it. */
	readonly hasPassword: boolean | null;
	readonly hasMfa: boolean;
}

export interface ServiceCredentialOfUser extends ServiceCredential {
	readonly user: string;
}

export interface UserDetails {
	readonly tags: Readonly<Record<string, string>>;
	/** The names of the managed policies that are attached to the user. */
	readonly policies: readonly string[];
}

/**
 * Reads the credentials of one account. What AWS answers is a value; only our own errors are
 * thrown.
 */
export interface AccountReader {
	/** Has the report generated if there is none of the last four hours, and waits for it. */
	credentialReport(): Promise<Read<ReportText>>;
	rootSummary(): Promise<Read<RootSummary>>;
	/** All service-specific credentials of one service, such as `bedrock.amazonaws.com`. */
	serviceCredentials(service: string): Promise<Read<readonly ServiceCredentialOfUser[]>>;
	accessKeys(user: string): Promise<Read<readonly ListedKey[]> | UserGone>;
	keyLastUse(keyId: string): Promise<Read<KeyLastUse> | UserGone>;
	userDetails(user: string): Promise<Read<UserDetails> | UserGone>;
}

/**
 * Services that have credentials of their own in IAM. The first four have long-term API keys.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html
 */
export const SERVICES_WITH_CREDENTIALS = [
	'bedrock.amazonaws.com',
	'aws-external-anthropic.amazonaws.com',
	'cloudwatch.amazonaws.com',
	'logs.amazonaws.com',
	'codecommit.amazonaws.com',
	'cassandra.amazonaws.com',
] as const;

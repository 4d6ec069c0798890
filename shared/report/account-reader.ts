import type { Answer, AnswerOrGone } from './answer.ts';
import type { KeyLastUse, KeyStatus, ServiceCredential } from './credentials.ts';

/**
 * Reads the credentials of one account. What AWS refuses or fails to tell is an answer, `failed`,
 * and never an empty list. A user or key that is deleted meanwhile is `gone`. All times are
 * milliseconds since 1970, UTC.
 */
export interface AccountReader {
	/** Has the report made if there is none from the last four hours, and waits for it. */
	credentialReport(account: string): Promise<Answer<ReportText>>;
	rootSummary(account: string): Promise<Answer<RootSummary>>;
	/**
	 * Credentials of all users for single services. A service that IAM does not know there is
	 * named. Any other error of one service fails the whole, because asking again may help.
	 */
	serviceCredentials(account: string): Promise<Answer<ListedServiceCredentials>>;
	accessKeys(account: string, user: string): Promise<AnswerOrGone<readonly ListedKey[]>>;
	/** For keys that the credential report cannot tell apart. */
	keyLastUsed(account: string, keyId: string): Promise<AnswerOrGone<KeyLastUse>>;
	userDetails(account: string, user: string): Promise<AnswerOrGone<UserDetails>>;
}

export interface ReportText {
	readonly csv: string;
	/** `GeneratedTime`. A report may be four hours old when IAM says that it is complete. */
	readonly at: number;
}

/** What IAM says about root; null where it does not tell. */
export interface RootSummary {
	readonly hasAccessKey: boolean | null;
	readonly hasPassword: boolean | null;
	readonly hasMfa: boolean | null;
}

export interface ListedServiceCredentials {
	readonly credentials: readonly ListedServiceCredential[];
	/** Nothing is known about the credentials of these services. */
	readonly notAsked: readonly ServiceNotAsked[];
}

export interface ListedServiceCredential extends ServiceCredential {
	/** The name of the IAM user. */
	readonly user: string;
}

export interface ServiceNotAsked {
	/** `bedrock.amazonaws.com`. */
	readonly service: string;
	/** One sentence in English: the error, and what helps. */
	readonly why: string;
}

/** An access key as IAM lists it. A key that has expired is inactive. */
export interface ListedKey {
	readonly id: string;
	/** Unlike the date of the report it does not move when the key's status changes. */
	readonly createdAt: number | null;
	readonly status: KeyStatus;
}

export interface UserDetails {
	readonly tags: Readonly<Record<string, string>>;
	/** The names of the managed policies that are attached to the user itself. */
	readonly policies: readonly string[];
}

/**
 * The services that have credentials of their own. The first four have long-term API keys.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
 */
export const CREDENTIAL_SERVICES = [
	'bedrock.amazonaws.com',
	'aws-external-anthropic.amazonaws.com',
	'cloudwatch.amazonaws.com',
	'logs.amazonaws.com',
	'codecommit.amazonaws.com',
	'cassandra.amazonaws.com',
] as const;

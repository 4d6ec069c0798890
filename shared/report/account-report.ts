import type { CredentialUse } from './credential-use.ts';
import type { FindingCode, FindingSeverity } from './finding-codes.ts';
import type { Owner } from './owner.ts';

/** One finding about one credential. */
export interface Finding {
	readonly code: FindingCode;
	readonly severity: FindingSeverity;
	/** The day on which the limit was reached, milliseconds since 1970; null if there is no limit. */
	readonly dueAt: number | null;
	/** What the finding is about beyond its code, such as the name of a policy; or null. */
	readonly detail: string | null;
}

/** A credential with at least one finding. Times are milliseconds since 1970, UTC. */
export interface FlaggedCredential {
	readonly account: string;
	readonly partition: string;
	readonly user: string;
	/**
	 * The access key id, `access-key-1`, `access-key-2`, `password`, `certificate-1`,
	 * `certificate-2`, the id of a service credential, or `user`.
	 */
	readonly credential: string;
	/** `GeneratedTime` of the account's report, up to which every age is counted. */
	readonly at: number;
	readonly createdAt: number | null;
	/** Whole days since it was made; null if that is not known. */
	readonly ageDays: number | null;
	/** When IAM last saw it used; null if never, or if IAM does not tell. */
	readonly lastUsedAt: number | null;
	readonly owner: Owner | null;
	readonly use: CredentialUse;
	/** The most severe first. */
	readonly findings: readonly Finding[];
	/** The user was deleted after the credential report was generated. */
	readonly isGone: boolean;
}

/** The age bands of active access keys, by their largest age in days. */
export const AGE_BANDS = [90, 180, 365, 730, Number.POSITIVE_INFINITY] as const;

/** What is reported about one account. */
export interface AccountReport {
	readonly account: string;
	readonly partition: string;
	/** `GeneratedTime` of its credential report, milliseconds since 1970, UTC. */
	readonly at: number;
	/** How many users were looked at, root among them. */
	readonly users: number;
	/** How many active access keys were looked at, and how many of them are in each age band. */
	readonly activeKeys: number;
	readonly ageBands: readonly number[];
	/** Whole days of the oldest active access key; null if there is none. */
	readonly oldestKeyDays: number | null;
	/** Sentences in English about parts of the account that could not be read. */
	readonly notes: readonly string[];
	readonly credentials: readonly FlaggedCredential[];
}

import type { NetworkClassification } from '../network/network.ts';

/** What each source knows about the use of one credential. Null: the source was not asked. */
export interface CredentialUse {
	/** IAM's last use; `at` is null if IAM says never. */
	readonly iam: {
		readonly at: number | null;
		readonly service: string | null;
		readonly region: string | null;
		/** True if several keys of the user share this time. */
		readonly isShared: boolean;
	} | null;
	/** Sign-ins with the key that eyes-system has judged. */
	readonly history: KeyActivity | null;
	/** Calls with the key in a trail on disk. */
	readonly trail: KeyActivity | null;
}

/** What was seen of one key. Lists begin with the most frequent or latest, and are cut. */
export interface KeyActivity {
	/** How many calls or sign-ins; 0 means that the source knows nothing of the key. */
	readonly calls: number;
	readonly networks: readonly UsedNetwork[];
	/** How many different networks there were, also those that were cut from the list. */
	readonly networkCount: number;
	/** Such as `s3`. */
	readonly services: readonly string[];
	/** Such as `s3:GetObject`. */
	readonly actions: readonly string[];
	/** Names of programs, such as `terraform 1.9`, from the user agents. Words, not proof. */
	readonly programs: readonly string[];
	/**
	 * The AWS compute service or CI product from which all of this came, such as `GitHub Actions`, as
	 * the user agents say; null if it did not all come from one.
	 */
	readonly runsOn: string | null;
	/** On how many days (UTC). */
	readonly days: number;
	/** How many sessions were made with the key. */
	readonly sessions: number;
	readonly lastAt: number | null;
}

export interface UsedNetwork {
	/** The name of the trusted network, otherwise the address (for IPv6 its /64). */
	readonly network: string;
	readonly classification: NetworkClassification;
	readonly lastAt: number;
}

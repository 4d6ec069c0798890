/** Whether an account can use a Region. */
export type RegionState = 'by-default' | 'enabled' | 'enabling' | 'disabled';

/** How many Lambda functions may run at once in one account and Region. */
export interface Concurrency {
	/** The account's limit. */
	readonly limit: number;
	/** What no function has reserved. */
	readonly unreserved: number;
	/** What functions of the given stack have reserved already. */
	readonly ours: number;
}

/** A permission set of Identity Center that references the containment policy. */
export interface ReferencingSet {
	readonly name: string;
	readonly arn: string;
	readonly instance: string;
	/** The accounts in which it is provisioned. */
	readonly accounts: readonly string[];
}

/** The calls that only the questions before a deployment make. All of them only read. */
export interface PreflightQuestions {
	/** Gives every Region of the partition by name, as this account can use it. */
	regions(region: string): Promise<ReadonlyMap<string, RegionState>>;
	concurrency(stack: string, region: string): Promise<Concurrency>;
	/**
	 * Gives the names of the SCPs that are attached to a root, unit or account itself; null if there
	 * is no such target.
	 */
	scpsAt(target: string): Promise<readonly string[] | null>;
	/** Gives the names of all SCPs of the organization. */
	scps(): Promise<readonly string[]>;
	/** Gives the ARN of a role with its path; null if there is no such role. */
	roleArn(name: string): Promise<string | null>;
	/** Gives the permission sets that reference the containment policy; none without Identity Center. */
	referencingSets(region: string): Promise<readonly ReferencingSet[]>;
}

/** One stack of a StackSet in an account and Region, as CloudFormation lists it. */
export interface StackInstance {
	/** The name of the StackSet. */
	readonly stackSet: string;
	readonly account: string;
	readonly region: string;
	/** `CURRENT`, `OUTDATED` or `INOPERABLE`; empty if AWS gives none. */
	readonly status: string;
	/** `SUCCEEDED`, `FAILED` and others; empty if AWS gives none. */
	readonly detail: string;
	/** In AWS's words; empty if AWS gives none. */
	readonly reason: string;
}

/** An instance that should be there. */
export type ExpectedInstance = Pick<StackInstance, 'stackSet' | 'account' | 'region'>;

/**
 * Why an instance is not current.
 * - `suspended`: the account is suspended, so StackSets skips it, and nobody can sign in there
 * - `underway`: an operation has yet to reach it, or works on it
 * - `missing`: StackSets has no such instance
 * - `inoperable`: deleting it failed, and StackSets does not touch it any more
 * - `scp`: an SCP denies StackSets what the stack needs
 * - `region`: STS is not active in the Region, because the account has not enabled the Region, or has
 *   switched STS off there
 * - `exists`: the account has a resource with one of our names
 * - `cancelled`: the operation was stopped before it reached the instance
 * - `other`: only AWS's words say why
 */
export const CAUSES = [
	'scp',
	'region',
	'exists',
	'inoperable',
	'missing',
	'cancelled',
	'other',
	'underway',
	'suspended',
] as const;
export type Cause = (typeof CAUSES)[number];

/** An instance that does not have what the StackSet has, or is not there. */
export interface NotCurrent extends ExpectedInstance {
	readonly cause: Cause;
	/** In AWS's words; empty if there are none. */
	readonly reason: string;
}

/**
 * AWS does not document the words of a reason; these were seen in the field. A reason in other words
 * is shown as it is.
 */
const WORDS: readonly (readonly [RegExp, Cause])[] = [
	[/account is suspended|ACCOUNT_SUSPENDED/i, 'suspended'],
	[/explicit deny in a service control policy/i, 'scp'],
	[/STS is not activated in this region/i, 'region'],
	[/already exists|AlreadyExists/, 'exists'],
	[/^Cancelled since/i, 'cancelled'],
];

/**
 * What the detailed status says by itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
 */
const DETAILS: Readonly<Record<string, Cause>> = {
	SKIPPED_SUSPENDED_ACCOUNT: 'suspended',
	PENDING: 'underway',
	RUNNING: 'underway',
	CANCELLED: 'cancelled',
	INOPERABLE: 'inoperable',
};

/** Gives the cause why an instance is not current; null for one that is. */
export function causeOf({ status, detail, reason }: StackInstance): Cause | null {
	if (status === 'CURRENT') return null;
	if (status === 'INOPERABLE') return 'inoperable';
	return DETAILS[detail] ?? WORDS.find(([words]) => words.test(reason))?.[1] ?? 'other';
}

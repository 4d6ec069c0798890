/**
 * The request context keys by which a deny can name one principal. In everybody else's requests
 * each key is absent or has another value, so a positive operator on it denies nobody else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export const SELECTOR_KEYS = ['identitystore:UserId', 'aws:userid', 'aws:PrincipalArn'] as const;
export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/**
 * The principal that a containment denies: the narrowest key that the principal's requests carry,
 * and its exact value.
 */
export interface Selector {
	readonly key: SelectorKey;
	readonly value: string;
}

/**
 * What a containment denies. `untrusted-networks`: calls from untrusted networks only. `aws-mcp`:
 * calls through the MCP servers that AWS runs, from every network. `everything`: all calls.
 */
export const DENY_SCOPES = ['untrusted-networks', 'aws-mcp', 'everything'] as const;
export type DenyScope = (typeof DENY_SCOPES)[number];

/** The id of one published policy: the containment SCP, or one account's containment policy. */
export type PolicyId = 'scp' | `iam:${string}`;

/**
 * The user or role that an account's policy must be attached to, so that it applies to the
 * principal. The roles of permission sets cannot be edited, so the permission set must reference
 * the policy beforehand.
 */
export interface Attachment {
	readonly kind: 'user' | 'role' | 'permission-set-role';
	readonly name: string;
	/**
	 * The unique id, `AIDA…` or `AROA…`, where the selector does not tell it: of the user who made a
	 * federated session. Absent if the record did not tell it either.
	 */
	readonly id?: string;
}

/** One policy of a containment, and where it must be attached to apply to the principal. */
export interface PolicyBinding {
	readonly policy: PolicyId;
	/**
	 * The account, twelve digits, in which the principal acts: the SCP must be attached above it.
	 * Null if no single account is known, as for a directory user who was seen only in the
	 * management account.
	 */
	readonly account: string | null;
	/** Null for the SCP, which is attached above all accounts already. */
	readonly attachment: Attachment | null;
}

/** A request to deny a principal. Times are milliseconds since 1970, UTC. */
export interface ContainmentRequest {
	/** The person's key, as history and cases know it. */
	readonly person: string;
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly policies: readonly PolicyBinding[];
	/** When the deny ends by the clock. The deny document itself contains this time. */
	readonly until: number;
	/** Of a whole role, as in `ActiveContainment`. */
	readonly issuedBefore?: number;
	readonly reason: RequestReason;
}

/** The reasons why a principal is to be denied. */
export const REQUEST_REASONS = {
	'untrusted-sign-in': 'a session was obtained from an untrusted network',
	'untrusted-use': 'a credential was at work from an untrusted network',
	'obtained-by-untrusted-caller': 'the session was made by a caller from an untrusted network',
	'untrusted-caller': 'the caller made a session from an untrusted network',
	'aws-alarm': 'AWS sent an alarm about the credential, or its quarantine policy was attached',
	'requested-by-person': 'a responder decided it',
} as const;
export type RequestReason = keyof typeof REQUEST_REASONS;

/** Two containments with the same name deny the same principal in the same deny scope. */
export function scopedName({
	selector,
	denyScope,
}: Pick<ActiveContainment, 'selector' | 'denyScope'>): string {
	return `${denyScope} ${selector.key} ${selector.value}`;
}

/** The part of an active containment that the deny document needs. Times are ms since 1970, UTC. */
export interface ActiveContainment {
	readonly id: string;
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly until: number;
	/**
	 * When it was first requested. An extension does not change it, because the newest request is
	 * refused when the text is full.
	 */
	readonly requestedAt: number;
	/**
	 * Of a whole role: only sessions that were issued before this time are denied. The publisher
	 * moves it to a minute after it writes the text. No other selector has it.
	 */
	readonly issuedBefore?: number;
}

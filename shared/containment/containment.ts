/**
 * The request context keys by which a deny can name one principal. Each is absent from everybody else's requests or
 * has another value there, so a positive operator on it can reach nobody else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export const SELECTOR_KEYS = ['identitystore:UserId', 'aws:userid', 'aws:PrincipalArn'] as const;
export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/** Whom a containment denies: the narrowest key that the principal's requests carry, and its exact value. */
export interface Selector {
	readonly key: SelectorKey;
	readonly value: string;
}

/** `outside`: only calls from untrusted networks; `everything`: all calls. */
export type DenyScope = 'untrusted-networks' | 'everything';

/** One published policy text: the containment SCP, or one account's containment policy. */
export type PolicyId = 'scp' | `iam:${string}`;

/**
 * To whom an account's policy must be attached so that it reaches the principal. Roles of permission sets cannot be
 * edited: there the policy must be referenced beforehand.
 */
export type Attachment =
	| { readonly kind: 'user'; readonly name: string }
	| { readonly kind: 'role'; readonly name: string }
	| { readonly kind: 'permission-set-role'; readonly name: string };

/** One policy of a containment, and where it must reach the principal. */
export interface PolicyBinding {
	readonly policy: PolicyId;
	/**
	 * The account, twelve digits, in which the principal acts: the SCP must stand above that one. Null where no single
	 * account tells, as for a directory user seen in the management account only.
	 */
	readonly account: string | null;
	/** Null for the organization, whose SCP is attached above all accounts. */
	readonly attachment: Attachment | null;
}

/** The request that a principal be denied. Times are milliseconds since 1970, UTC. */
export interface ContainmentRequest {
	/** The person's key, as history and cases know it: the breaker counts people. */
	readonly person: string;
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly policies: readonly PolicyBinding[];
	/** The end by the clock, which stands in the document itself. */
	readonly until: number;
	/** Why, in a key of the containment reasons. */
	readonly reason: RequestReason;
}

/** Why a principal is to be denied. */
export const REQUEST_REASONS = {
	'untrusted-sign-in': 'a session was obtained from an untrusted network',
	'obtained-by-untrusted-caller': 'the session was made by somebody outside',
	'untrusted-caller': 'the caller made a session from an untrusted network',
	'requested-by-person': 'a responder asked for it',
} as const;
export type RequestReason = keyof typeof REQUEST_REASONS;

/** What the deny document needs of an active containment. Times are milliseconds since 1970, UTC. */
export interface ActiveContainment {
	readonly id: string;
	readonly selector: Selector;
	readonly denyScope: DenyScope;
	readonly until: number;
	/** When it was first requested; extending it changes nothing here. The newest gives way where the text is full. */
	readonly requestedAt: number;
}

import type { Attachment } from '../containment.ts';

/** Why a policy's text is not published or reaches nobody, where waiting does not help. Messages have words for each. */
export const PUBLISHING_FAILURES = {
	'policy-missing': 'the policy does not exist',
	'not-permitted': 'AWS does not allow us the call',
	'request-refused': 'AWS does not accept the request',
	'text-too-long': 'the text is longer than AWS takes',
	'text-refused': 'AWS does not accept the text as a policy',
	'text-invalid': 'the text did not pass our own check, so it was not published',
	'not-an-organization': 'the account belongs to no organization',
	'endpoint-unsupported': 'the Region or endpoint does not offer this call',
	'management-account': 'no SCP reaches the management account',
	'account-unknown': 'the account is not in the organization',
	'not-attached-above': 'the SCP is attached neither to the account nor above it',
	'not-referenced': 'the permission set does not reference the policy',
	'protected-role': 'only AWS may change this role',
	'principal-missing': 'the user or role does not exist',
	'too-many-policies': 'the user or role has as many policies as it may have',
	'nothing-to-attach-to': "no policy of the account reaches this principal's requests",
} as const;
export type PublishingFailure = keyof typeof PUBLISHING_FAILURES;

/** Why it is worth asking again, and after how many milliseconds. */
export const RETRY_AFTER = {
	throttled: 2_000,
	'not-visible-yet': 3_000,
	busy: 5_000,
	'service-fault': 10_000,
} as const;
export type RetryReason = keyof typeof RETRY_AFTER;

/** A human must act: `remediation` is one sentence that says what to do. It never holds policy text. */
export interface Failed {
	readonly kind: 'failed';
	readonly reason: PublishingFailure;
	readonly remediation: string;
}

/** Nothing is known yet; the same call again is safe and ends the same. */
export interface Retry {
	readonly kind: 'retry';
	readonly reason: RetryReason;
	readonly afterMs: number;
}

/** What became of a text. `before` stood there when it was first read; `after` was read back. */
export type Publication =
	| { readonly kind: 'published' | 'unchanged'; readonly before: string; readonly after: string }
	| Failed
	| Retry;

/** Whether a published text reaches a principal. */
export type Applied = { readonly kind: 'applies' } | Failed | Retry;

/** From whom the policy was taken off, by name. */
export type Detachment =
	| { readonly kind: 'detached'; readonly names: readonly string[] }
	| Failed
	| Retry;

/** What a publisher needs of its caller to publish a text. */
export interface Publishing {
	/**
	 * Gives the whole text, already validated. It is asked for while the old one is read; if it rejects, nothing is
	 * written and `publish` rejects with the same.
	 */
	readonly text: () => Promise<string>;
	/** Stores the text that is about to be replaced. It resolves before anything is written; if it rejects, nothing is. */
	readonly keep: (previous: string) => Promise<void>;
	/** Runs beside the write, whatever comes of that; its own failure is the caller's to know as well. */
	readonly beside?: (previous: string) => Promise<void>;
}

/** A principal as a policy sees it. */
export interface BoundPrincipal {
	/**
	 * The account, twelve digits, in which it acts: the organization's SCP must stand above that one. Null: no single
	 * account tells, and it is enough that the SCP is attached.
	 */
	readonly account: string | null;
	/** What the account's policy must be attached to; null where only an SCP reaches. The organization ignores it. */
	readonly attachment: Attachment | null;
}

/**
 * Publishes the text of one policy and sees that it reaches people. Every method may be killed anywhere and run again,
 * and writes only what is not so already. One writer at a time is the caller's business. Reads of AWS may lag behind
 * writes, so `unchanged` can be out of date for seconds after somebody else's write: ask again later. An error of AWS
 * that nobody has thought of is thrown, with its cause.
 */
export interface PolicyPublisher {
	publish(publishing: Publishing): Promise<Publication>;
	/**
	 * After publishing, or beside it: attaches the policy to the principal where that is ours to do, and confirms that it reaches
	 * it. Roles of permission sets may end in `*`; then all that fit are meant. `now`: milliseconds since 1970.
	 * `attaching` is awaited before the policy is attached to somebody who lacks it; if it rejects, it is not.
	 */
	applyTo(
		whom: BoundPrincipal,
		now: number,
		beforeAttaching?: () => Promise<void>,
	): Promise<Applied>;
	/** Takes the policy off every user and role but these. Permission sets and groups are left alone. */
	detachAllBut(needed: readonly Attachment[]): Promise<Detachment>;
}

/** An answer that waits for a human. */
export function failed(reason: PublishingFailure, remediation: string): Failed {
	return { kind: 'failed', reason, remediation };
}

/** An answer that waits for a while. */
export function retry(reason: RetryReason): Retry {
	return { kind: 'retry', reason, afterMs: RETRY_AFTER[reason] };
}

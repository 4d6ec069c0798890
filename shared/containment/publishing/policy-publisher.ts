import type { Attachment } from '../containment.ts';

/**
 * Why a policy is not published or does not apply, if another attempt fails too. Cards have words
 * for each.
 */
export const PUBLISHING_FAILURES = {
	'policy-missing': 'the policy does not exist',
	'not-permitted': 'AWS does not allow us the call',
	'request-refused': 'AWS does not accept the request',
	'text-too-long': 'the text is longer than AWS allows',
	'text-refused': 'AWS does not accept the text as a policy',
	'text-invalid': 'the text did not pass our own check, so it was not published',
	'not-an-organization': 'the account does not belong to an organization',
	'endpoint-unsupported': 'the Region or endpoint does not offer this call',
	'management-account': 'no SCP applies to the management account',
	'account-unknown': 'the account is not in the organization',
	'not-attached-above': 'the SCP is not attached to the account or above it',
	'not-under-the-policy': 'the SCP does not stand above the account, so the text is left alone',
	'outside-pilot': 'the account is outside of the pilot (deployment.targets)',
	'not-referenced': 'the permission set does not reference the policy',
	'protected-role': 'only AWS may change this role',
	'principal-missing': 'the user or role does not exist',
	renamed: 'the name now belongs to another user or role, and the contained one is not found',
	'too-many-policies': 'the user or role has as many policies as it may have',
	'nothing-to-attach-to': "no policy of the account applies to this principal's requests",
} as const;
export type PublishingFailure = keyof typeof PUBLISHING_FAILURES;

/** Why another attempt may succeed, and after how many milliseconds. */
export const RETRY_AFTER = {
	throttled: 2_000,
	'not-visible-yet': 3_000,
	busy: 5_000,
	'service-fault': 10_000,
} as const;
export type RetryReason = keyof typeof RETRY_AFTER;

/**
 * A human must act. `remediation` is one sentence that says what to do; it never contains policy
 * text.
 */
export interface Failed {
	readonly kind: 'failed';
	readonly reason: PublishingFailure;
	readonly remediation: string;
}

/** The outcome is not known yet. Repeating the call is safe. */
export interface Retry {
	readonly kind: 'retry';
	readonly reason: RetryReason;
	readonly afterMs: number;
}

/** The outcome of publishing a text. `before` was the text at first; `after` was read back. */
export type Publication =
	| { readonly kind: 'published' | 'unchanged'; readonly before: string; readonly after: string }
	| Failed
	| Retry;

/** Whether a published policy applies to a principal. */
export type Applied = { readonly kind: 'applies' } | Failed | Retry;

/** The names of the users and roles from which the policy was detached. */
export type Detachment =
	| { readonly kind: 'detached'; readonly names: readonly string[] }
	| Failed
	| Retry;

/** What the caller gives to a publisher. */
export interface Publishing {
	/**
	 * Gives the whole text, already validated. It is called while the old text is read, which
	 * `inForce` gives. If it rejects, nothing is written and `publish` rejects with the same error.
	 */
	readonly text: (inForce: Promise<string>) => Promise<string>;
	/**
	 * Stores the text that is about to be replaced, before anything is written. If it rejects,
	 * nothing is written.
	 */
	readonly keep: (previous: string) => Promise<void>;
	/** Runs at the same time as the write, whether that fails or not. */
	readonly meanwhile?: (previous: string) => Promise<void>;
}

/** A principal to which a policy must apply. */
export interface BoundPrincipal {
	/**
	 * The account, twelve digits, in which it acts: the SCP must be attached there or above. Null
	 * if it is not one account: then it is enough that the SCP is attached anywhere.
	 */
	readonly account: string | null;
	/**
	 * What the account's policy must be attached to; null if only an SCP applies. The SCP ignores
	 * it.
	 */
	readonly attachment: Attachment | null;
}

/**
 * Is awaited before the policy is attached to the user or role with this name. If it rejects, the
 * policy is not attached. The name differs from that of the principal if somebody has renamed it.
 */
export type BeforeAttaching = (name: string) => Promise<void>;

/**
 * Publishes the text of one policy and makes it apply to principals. Every method may be killed
 * anywhere and run again, and writes only what differs. The caller ensures that there is one writer
 * at a time. Reads of AWS may lag behind writes, so `unchanged` may be wrong for seconds after
 * somebody else's write. An unexpected error of AWS is thrown with its cause.
 */
export interface PolicyPublisher {
	/**
	 * Answers why the policy cannot apply to anybody in this account, whatever its text is. Null if
	 * it can, and also if that cannot be told: then `applyTo` reports it. `now`: milliseconds since
	 * 1970, UTC.
	 */
	whyNotUnder(account: string | null, now: number): Promise<Failed | null>;
	publish(publishing: Publishing): Promise<Publication>;
	/**
	 * Attaches the policy to the principal if eyes-system may do that, and confirms that it applies
	 * to the id, where that is known. The role of a permission set may end in `*`, which means all
	 * matching roles. `now`: milliseconds since 1970, UTC.
	 */
	applyTo(
		principal: BoundPrincipal,
		now: number,
		beforeAttaching?: BeforeAttaching,
	): Promise<Applied>;
	/**
	 * Detaches the policy from every user and role except these, compared by id where it is known.
	 * Permission sets and groups are not changed. It asks for another run if one of these has lost
	 * the policy meanwhile.
	 */
	detachAllBut(needed: readonly Attachment[]): Promise<Detachment>;
}

/** The answer that a human must act. */
export function failed(reason: PublishingFailure, remediation: string): Failed {
	return { kind: 'failed', reason, remediation };
}

/** The answer that another attempt may succeed. */
export function retry(reason: RetryReason): Retry {
	return { kind: 'retry', reason, afterMs: RETRY_AFTER[reason] };
}

import * as v from 'valibot';
import { count, text, time } from '../runtime/dynamodb-item.ts';
import type { Condition } from '../runtime/dynamodb-table.ts';
import type { MentionOf } from './mentions.ts';

/**
 * A message that was posted in Slack. `digest` is of what was sent, so that the same is not sent
 * again.
 */
export interface PostedMessage {
	readonly channel: string;
	/**
	 * Slack's id of the message within the channel. It is a text, because a number would lose
	 * digits.
	 */
	readonly ts: string;
	readonly digest: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	/** The mention of the on-call that it was posted with. Absent if there was none. */
	readonly mention?: MentionOf;
}

/** A sender is about to post. Until a `PostedMessage` follows, nobody knows whether it did. */
export interface Claim {
	readonly by: string;
	readonly at: number;
}

/**
 * Whether a sender may claim what another one may have claimed. A claim expires after `ms`, and a
 * sender may always repeat its own claim.
 */
export function isClaimable(standing: Claim | null, claim: Claim, ms: number): boolean {
	return standing === null || standing.by === claim.by || standing.at <= claim.at - ms;
}

/** A `PostedMessage` and a `Claim` as items hold them. */
export const postedMessage = v.object({
	...{ channel: text, ts: text, digest: v.string(), at: time },
	mention: v.exactOptional(v.object({ others: count })),
});
export const claim = v.object({ by: text, at: time });

/** `isClaimable` as a condition on the item's `claim`. */
export function claimable({ by, at }: Claim, ms: number): Required<Condition> {
	return {
		expression: '(#claim = :nothing OR #claim.#by = :by OR #claim.#at <= :expired)',
		values: { ':nothing': null, ':by': by, ':expired': at - ms },
	};
}

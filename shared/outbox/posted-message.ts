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

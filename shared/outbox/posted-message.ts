/** A message that stands in Slack. `digest` is of what was sent, so that the same is not sent again. */
export interface PostedMessage {
	readonly channel: string;
	/** Slack's id of the message within the channel; a text, because a number would lose digits. */
	readonly ts: string;
	readonly digest: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
}

/** Somebody is about to post. Until a `Said` follows nobody knows whether he did. */
export interface Claim {
	readonly by: string;
	readonly at: number;
}

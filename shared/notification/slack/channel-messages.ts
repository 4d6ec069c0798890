import type { ChannelMessage } from './channel-message.ts';

/** Try again after this many milliseconds. It is not known whether this attempt succeeded. */
export interface Later {
	readonly kind: 'later';
	readonly afterMs: number;
}

/** Another attempt fails too until somebody has done what the sentence `remediation` says. */
export interface Refused {
	readonly kind: 'refused';
	readonly error: string;
	readonly remediation: string;
}

/** Slack does not accept this form of the message. It may accept another form. */
export interface Malformed {
	readonly kind: 'malformed';
	readonly error: string;
}

/** The message to update or to answer is gone or can no longer be changed: post a new one. */
export interface Gone {
	readonly kind: 'gone';
}

/** `ts`: Slack's id of the message within the channel. */
export interface Posted {
	readonly kind: 'posted';
	readonly ts: string;
}

export interface Updated {
	readonly kind: 'updated';
}

export interface Posting {
	readonly channel: string;
	readonly message: ChannelMessage;
	/** The `ts` of the message to which this is a reply. */
	readonly threadTs?: string;
	/** Stored with the message as metadata that nobody sees, so that the message can be found. */
	readonly key: string;
}

export interface Changing {
	readonly channel: string;
	readonly ts: string;
	readonly message: ChannelMessage;
	readonly key: string;
}

export interface Searching {
	readonly channel: string;
	readonly key: string;
	/** Only messages posted after this time, milliseconds since 1970, UTC. */
	readonly since: number;
	/** Only replies to this message. */
	readonly threadTs?: string;
}

/** `unknown`: the channel cannot be searched, or has too many messages. */
export type Found =
	| Posted
	| { readonly kind: 'absent' }
	| { readonly kind: 'unknown'; readonly why: string }
	| Later;

/** `none`: Slack gives no link. */
export type Linked =
	| { readonly kind: 'link'; readonly url: URL }
	| { readonly kind: 'none' }
	| Later;

/** The messages of a channel. Every answer of Slack is a value; only our own errors are thrown. */
export interface ChannelMessages {
	post(posting: Posting): Promise<Posted | Gone | Later | Refused | Malformed>;
	update(changing: Changing): Promise<Updated | Gone | Later | Refused | Malformed>;
	/** The latest message with this key. */
	find(searching: Searching): Promise<Found>;
	/** The link that opens a message in Slack. */
	linkTo(message: { readonly channel: string; readonly ts: string }): Promise<Linked>;
}

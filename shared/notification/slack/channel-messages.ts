import type { ChannelMessage } from './channel-message.ts';

/** Try again after this many milliseconds; whether this time came through is not known. */
export interface Later {
	readonly kind: 'later';
	readonly afterMs: number;
}

/** Trying again does not help until somebody has repaired it: one sentence that says how. */
export interface Refused {
	readonly kind: 'refused';
	readonly error: string;
	readonly remediation: string;
}

/** This message cannot be shown as it is; another form of it may. */
export interface Malformed {
	readonly kind: 'malformed';
	readonly error: string;
}

/** The message that was to be changed or answered is not there or can no longer be changed: post anew. */
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
	/** Of the message to which it is a reply. */
	readonly threadTs?: string;
	/** Travels with the message, unseen, so that it can be found again. */
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
	/** It was posted after this time, milliseconds since 1970, UTC. */
	readonly since: number;
	/** Among the replies to this message only. */
	readonly threadTs?: string;
}

/** `unknown`: the channel cannot be searched, or has too much in it. */
export type Found =
	| Posted
	| { readonly kind: 'absent' }
	| { readonly kind: 'unknown'; readonly why: string }
	| Later;

/** The messages of a channel. All that a channel answers is a value; only faults of ours are thrown. */
export interface ChannelMessages {
	post(posting: Posting): Promise<Posted | Gone | Later | Refused | Malformed>;
	update(changing: Changing): Promise<Updated | Gone | Later | Refused | Malformed>;
	/** The latest message with this key. */
	find(searching: Searching): Promise<Found>;
}

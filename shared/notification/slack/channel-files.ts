import type { Gone, Later, Malformed, Refused } from './channel-messages.ts';

/** `uploadUrl`: where the bytes go; it holds for minutes. */
export interface UploadStarted {
	readonly kind: 'started';
	readonly fileId: string;
	readonly uploadUrl: string;
}

export interface SharedFile {
	readonly fileId: string;
	readonly title: string;
	/** A message above the file, in our own words; or null. */
	readonly comment: string | null;
	readonly channel: string;
	/** The `ts` of the message in whose thread the file is put. */
	readonly threadTs: string;
}

type NotNow = Gone | Later | Refused | Malformed;

/**
 * Files in the thread of a message, by the three steps that Slack asks for. Every answer of Slack is
 * a value; only our own errors are thrown.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export interface ChannelFiles {
	start(file: {
		readonly name: string;
		readonly bytes: Uint8Array;
	}): Promise<UploadStarted | NotNow>;
	upload(uploadUrl: string, bytes: Uint8Array): Promise<{ readonly kind: 'uploaded' } | NotNow>;
	/** Shares the uploaded file in the channel. */
	complete(file: SharedFile): Promise<{ readonly kind: 'completed' } | NotNow>;
	/** Tells whether a file was shared in a channel. */
	isShared(fileId: string): Promise<{ readonly kind: 'shared' | 'not-shared' } | NotNow>;
}

/** People in Slack. */
export interface SlackPeople {
	/** Finds a person by their e-mail address. */
	idOf(
		email: string,
	): Promise<
		{ readonly kind: 'found'; readonly id: string } | { readonly kind: 'absent' } | Later | Refused
	>;
}

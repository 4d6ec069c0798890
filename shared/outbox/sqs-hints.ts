import { SQSClient } from '@aws-sdk/client-sqs';
import { REQUEST_LIMITS } from '../runtime/request-limits.ts';
import { sha256 } from '../runtime/sha256.ts';
import { sendAll } from '../runtime/sqs-send-all.ts';
import type { Hints } from './hints.ts';

/** The message group of `notify` without a channel. Every sender must use the same. */
const NO_CHANNEL = 'no-channel';

export interface HintQueues {
	readonly client: SQSClient;
	/** URLs of the two FIFO queues; null if this function sends nothing there. */
	readonly notify: string | null;
	readonly contain: string | null;
	/** `slack.channel`; null if none is configured. It names the group of all channels. */
	readonly channel: string | null;
}

/** A client that gives up soon, because the queue delivers the current message again. */
export function sqsClient(): SQSClient {
	return new SQSClient({
		maxAttempts: 3,
		requestHandler: REQUEST_LIMITS,
		useQueueUrlAsEndpoint: false,
	});
}

/**
 * Sends hints through FIFO queues. All messages are one group, so that they have one sender at a
 * time; each policy is a group.
 */
export function sqsHints({ client, notify, contain, channel }: HintQueues): Hints {
	return {
		toNotify: (hints, change) =>
			send(client, notify, {
				bodies: hints.map((hint) => ({ group: channel ?? NO_CHANNEL, body: JSON.stringify(hint) })),
				change,
			}),
		toContain: (hints, change) =>
			send(client, contain, {
				bodies: hints.map((hint) => ({ group: hint.policy, body: JSON.stringify(hint) })),
				change,
			}),
	};
}

interface Sending {
	readonly bodies: readonly { readonly group: string; readonly body: string }[];
	readonly change: string;
}

async function send(
	client: SQSClient,
	queue: string | null,
	{ bodies, change }: Sending,
): Promise<void> {
	if (bodies.length === 0) return;
	if (queue === null) throw new Error('hint not sent: this function has no queue for it');
	await sendAll(
		{ client, queueUrl: queue },
		bodies.map(({ group, body }) => ({
			MessageBody: body,
			MessageGroupId: group,
			MessageDeduplicationId: sha256(`${body}|${change}`),
		})),
	);
}

import type { SQSRecord } from 'aws-lambda';
import type { JudgeDeps } from './deps.ts';
import { judgeSignIn } from './judge-sign-in.ts';
import { RefusedEventError } from './read-event.ts';

/** One message of the ingest queue. What it throws makes the message come again. */
export async function judgeMessage(
	{ body, attributes, messageId }: SQSRecord,
	deps: JudgeDeps,
	now: number,
): Promise<void> {
	const { telemetry } = deps;
	const isFirst = attributes.ApproximateReceiveCount === '1';
	// One that comes again is old because it fails, not because the queue is long.
	if (isFirst) telemetry.measure('QueueAge', now - Number(attributes.SentTimestamp));
	try {
		await judgeSignIn(body, deps);
	} catch (error) {
		const code = error instanceof RefusedEventError ? error.code : 'fault';
		if (isFirst && error instanceof RefusedEventError) telemetry.count('RefusedRecord', code);
		telemetry.error('an event was not judged', { messageId, code }, error);
		throw error;
	}
}

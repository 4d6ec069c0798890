import type { SQSRecord } from 'aws-lambda';
import type { Deferral } from '../shared/runtime/deferral.ts';
import type { Telemetry } from '../shared/runtime/telemetry.ts';

/**
 * Has the queue deliver a message again after so many milliseconds. It always throws, because
 * Powertools reports a message as failed if its handler throws, and SQS deletes a message that is
 * not reported.
 */
export async function comeAgain(
	{ receiptHandle, messageId }: SQSRecord,
	afterMs: number,
	{ deferral, telemetry }: { readonly deferral: Deferral; readonly telemetry: Telemetry },
): Promise<never> {
	try {
		await deferral.defer(receiptHandle, afterMs);
	} catch (error) {
		// The queue delivers it again all the same, after its own visibility timeout.
		telemetry.error('queue message not deferred', { message: messageId }, error);
	}
	throw new Error(`queue message ${messageId} comes again in ${afterMs} ms`);
}

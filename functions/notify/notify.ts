import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { type NotifyHint, notifyHint } from '../../shared/outbox/hints.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import type { NotifyDeps } from './deps.ts';
import { sendDue } from './send-due.ts';

/** A message that has come so often has been put off long enough: what is due stays due, and reconcile asks again. */
const MOST_TRIES = 4;

/**
 * Messages of the queue of one channel. They only wake us: what is due stands in the table. Where something is left to
 * say, all of them are put off together, or others of the same channel would overtake.
 */
export async function notify(
	records: readonly SQSRecord[],
	deps: NotifyDeps & { readonly deferral: Deferral },
): Promise<SQSBatchResponse> {
	const { telemetry, deferral, now } = deps;
	const [first] = records;
	if (first === undefined) return { batchItemFailures: [] };
	const tries = Number(first.attributes.ApproximateReceiveCount);
	if (tries === 1) telemetry.measure('QueueAge', now() - Number(first.attributes.SentTimestamp));
	const hints = records.map((record) => hintIn(record, telemetry)).filter((hint) => hint !== null);
	const { againMs, isSure } = await sendDue(hints, deps, first.messageId);
	if (againMs === null || (!isSure && tries >= MOST_TRIES)) return { batchItemFailures: [] };
	await Promise.all(records.map(({ receiptHandle }) => deferral.defer(receiptHandle, againMs)));
	return { batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** A hint that cannot be read is dropped with a word: it would hold up the channel, and what it meant is still due. */
function hintIn({ body, messageId }: SQSRecord, telemetry: Telemetry): NotifyHint | null {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), notifyHint), body);
	if (parsed.success) return parsed.output;
	telemetry.error('a hint cannot be read and is dropped', {
		messageId,
		why: parsed.issues[0].message,
	});
	return null;
}

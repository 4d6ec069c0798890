import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { type NotifyHint, notifyHint } from '../../shared/outbox/hints.ts';
import type { Telemetry } from '../../shared/runtime/telemetry.ts';
import { comeAgain } from '../come-again.ts';
import type { NotifyDeps } from './deps.ts';
import { sendDue } from './send-due.ts';

/**
 * A queue message is not put off more often than this: what is due stays due, and reconcile sends a
 * new hint.
 */
const MOST_TRIES = 4;

/**
 * Posts what is due in the channel. The queue messages only start a run, because the table holds
 * what is due. If something is left, all of them come again together: one that came alone would
 * overtake the others of the channel.
 */
export async function notify(event: SQSEvent, deps: NotifyDeps): Promise<SQSBatchResponse> {
	const againMs = await run(event.Records, deps);
	return processPartialResponse(
		event,
		async (message: SQSRecord) => {
			if (againMs !== null) await comeAgain(message, againMs, deps);
		},
		new BatchProcessor(EventType.SQS),
		{ throwOnFullBatchFailure: false },
	);
}

/** Answers with the milliseconds until the queue messages must come again, or null. */
async function run(records: readonly SQSRecord[], deps: NotifyDeps): Promise<number | null> {
	const { telemetry, now } = deps;
	const [first] = records;
	if (first === undefined) return null;
	const tries = Number(first.attributes.ApproximateReceiveCount);
	if (tries === 1) telemetry.measure('QueueAge', now() - Number(first.attributes.SentTimestamp));
	const hints = records.map((record) => hintIn(record, telemetry)).filter((hint) => hint !== null);
	const { againMs, isUnlimited } = await sendDue(hints, deps, first.messageId);
	return isUnlimited || tries < MOST_TRIES ? againMs : null;
}

/**
 * Drops a hint that cannot be read, because it would block the channel. What it meant is due all
 * the same.
 */
function hintIn({ body, messageId }: SQSRecord, telemetry: Telemetry): NotifyHint | null {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), notifyHint), body);
	if (parsed.success) return parsed.output;
	telemetry.error('hint cannot be read, dropped', {
		messageId,
		why: parsed.issues[0].message,
	});
	return null;
}

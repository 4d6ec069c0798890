import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { reportMessage } from '../../shared/report/report-message.ts';
import { readInstant } from '../../shared/sign-in/instant.ts';
import type { ReportDeps } from './deps.ts';
import { finishRun } from './finish-run.ts';
import { reportOnAccount } from './report-on-account.ts';
import { startRun } from './start-run.ts';

/** What EventBridge Scheduler sends, and what a human may send: the time for which it is due. */
const scheduled = v.object({
	scheduledAt: v.pipe(v.string(), v.transform(readInstant), v.number()),
});
const queued = v.custom<SQSEvent>(
	(event) => v.safeParse(v.object({ Records: v.array(v.unknown()) }), event).success,
);
const event = v.union([scheduled, queued]);

/**
 * Lambda ends the function after 15 minutes. It stops reading before that, and continues with a new
 * message.
 */
const STOP_AFTER_MS = 12 * 60_000;

/** Starts the report of a week, or goes on with one. Running it again changes nothing. */
export async function reportCredentials(
	input: unknown,
	deps: ReportDeps,
): Promise<SQSBatchResponse | undefined> {
	const parsed = v.safeParse(event, input);
	if (!parsed.success) {
		throw new Error(
			'the event is neither of the queue nor of the form {"scheduledAt":"2026-11-30T00:00:00Z"}',
		);
	}
	if ('scheduledAt' in parsed.output) {
		await startRun(parsed.output.scheduledAt, deps);
		return undefined;
	}
	const stopAt = deps.now() + STOP_AFTER_MS;
	return processPartialResponse(
		parsed.output,
		(record: SQSRecord) => handleMessage(record, deps, stopAt),
		new BatchProcessor(EventType.SQS),
		{ throwOnFullBatchFailure: false },
	);
}

async function handleMessage(
	{ body, attributes }: SQSRecord,
	deps: ReportDeps,
	stopAt: number,
): Promise<void> {
	const message = v.parse(v.pipe(v.string(), v.parseJson(), reportMessage), body);
	if (message.about === 'account') {
		const attempt = Number(attributes.ApproximateReceiveCount);
		const isDone = await reportOnAccount(message, { attempt, stopAt }, deps);
		if (!isDone) return;
	}
	await finishRun(message.week, deps);
}

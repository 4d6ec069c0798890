import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { startFunction } from '../start-function.ts';
import { makeDeps, VARIABLES } from './deps.ts';
import { judgeMessage } from './judge-sign-in.ts';

const deps = makeDeps(startFunction(__dirname, 'judge-sign-in', VARIABLES));
const processor = new BatchProcessor(EventType.SQS);

/**
 * Judges the messages of the ingest queue. Only a message that fails or waits is delivered
 * again; after its last receive it goes to the dead-letter queue.
 */
export const handler: SQSHandler = (event, context) =>
	processPartialResponse(
		event,
		(message: SQSRecord) => judgeMessage(message, deps, Date.now()),
		processor,
		{
			context,
			throwOnFullBatchFailure: false,
			// One after the other, because the breaker cannot count what is judged at the same
			// time.
			processInParallel: false,
		},
	);

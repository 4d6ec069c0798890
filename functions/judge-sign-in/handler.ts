import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { HUB_VARIABLES } from '../hub-deps.ts';
import { startFunction } from '../start-function.ts';
import { makeDeps } from './deps.ts';
import { judgeMessage } from './judge-sign-in.ts';

const deps = makeDeps(startFunction(__dirname, 'judge-sign-in', HUB_VARIABLES));
const processor = new BatchProcessor(EventType.SQS);

/** Messages of the ingest queue. One that fails comes again alone, and at last lies in the dead-letter queue. */
export const handler: SQSHandler = (event, context) =>
	processPartialResponse(
		event,
		(message: SQSRecord) => judgeMessage(message, deps, Date.now()),
		processor,
		{
			context,
			throwOnFullBatchFailure: false,
			// One after the other: what is judged at once the breaker cannot count.
			processInParallel: false,
		},
	);

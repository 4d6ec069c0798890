import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { makeDeps, VARIABLES } from '../judge-sign-in/deps.ts';
import { judgeMessage } from '../judge-sign-in/judge-sign-in.ts';
import { startFunction } from '../start-function.ts';

const deps = makeDeps(startFunction(__dirname, 'judge-credential-use', VARIABLES));
const processor = new BatchProcessor(EventType.SQS);

/**
 * Judges the credential uses in their own queue, so that a chatty key never delays a sign-in. Only a
 * message that fails is delivered again; after its last receive it goes to the dead-letter queue.
 */
export const handler: SQSHandler = (event, context) =>
	processPartialResponse(
		event,
		(message: SQSRecord) => judgeMessage(message, deps, Date.now()),
		processor,
		{ context, throwOnFullBatchFailure: false, processInParallel: false },
	);

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { telemetry } from '../../shared/runtime/powertools-telemetry.ts';
import { readConfiguration, readEnvironment } from '../environment.ts';
import { HUB_VARIABLES } from '../hub-deps.ts';
import { makeDeps } from './deps.ts';
import { judgeMessage } from './judge-sign-in.ts';

// Made once for each sandbox: a wrong variable or configuration fails the start, not an alert.
const deps = makeDeps({
	variables: readEnvironment(...HUB_VARIABLES),
	configuration: readConfiguration(__dirname),
	telemetry: telemetry('judge-sign-in'),
	sessionName: 'eyes-judge-sign-in',
});
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

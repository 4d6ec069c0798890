import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { makeDeps, VARIABLES } from '../judge-sign-in/deps.ts';
import { startFunction } from '../start-function.ts';
import { judgeUses, withMemory } from './judge-uses.ts';

const deps = withMemory(makeDeps(startFunction(__dirname, 'judge-credential-use', VARIABLES)));
const processor = new BatchProcessor(EventType.SQS);

/**
 * Judges the credential uses in their own queue, so that a chatty key never delays a sign-in. Only a
 * message that fails is delivered again; after its last receive it goes to the dead-letter queue.
 */
export const handler: SQSHandler = async (event, context) => {
	const failures = await judgeUses(event.Records, deps, {
		now: Date.now(),
		remainingMs: () => context.getRemainingTimeInMillis(),
	});
	return processPartialResponse(
		event,
		({ messageId }: SQSRecord) => {
			if (failures.has(messageId)) throw failures.get(messageId);
		},
		processor,
		{ context, throwOnFullBatchFailure: false, processInParallel: false },
	);
};

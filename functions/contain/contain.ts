import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { isPolicyId } from '../../shared/containment/policy-id.ts';
import { publishPolicy } from '../../shared/containment/publishing/publish-policy.ts';
import { containHint } from '../../shared/outbox/hints.ts';
import { comeAgain } from '../come-again.ts';
import type { ContainDeps } from './deps.ts';

/**
 * A message waits twice as long each time that it comes back, up to this. It must not wait longer:
 * until then the queue delivers nothing else of the same policy, so one role that only AWS may
 * change would delay the denial of everybody who comes after it.
 */
const LONGEST_MS = 30_000;
const FAULT_MS = 5_000;

/**
 * Publishes the policy of each message. The messages of one policy are a group and come in order.
 * If one of them is not done, the rest of its group is not done either, and the other groups go on.
 */
export function contain(event: SQSEvent, deps: ContainDeps): Promise<SQSBatchResponse> {
	return processPartialResponse(
		event,
		(message: SQSRecord) => publishOrComeAgain(message, deps),
		// A new one for each run, because it holds what has failed.
		new SqsFifoPartialProcessorAsync(),
		{ skipGroupOnError: true, throwOnFullBatchFailure: false },
	);
}

async function publishOrComeAgain(message: SQSRecord, deps: ContainDeps): Promise<void> {
	const { telemetry, now } = deps;
	const { SentTimestamp, ApproximateReceiveCount } = message.attributes;
	telemetry.measure('QueueAge', Math.max(0, now() - Number(SentTimestamp)), 'contain');
	const published = await publish(message, deps);
	if (published.kind === 'done') return;
	const received = Math.max(1, Number(ApproximateReceiveCount));
	const afterMs = Math.min(LONGEST_MS, published.afterMs * 2 ** (received - 1));
	await comeAgain(message, afterMs, deps);
}

/**
 * An unexpected error is retried soon, because the queue alone would hold the policy back for
 * minutes.
 */
async function publish({ body, messageId }: SQSRecord, deps: ContainDeps) {
	const { telemetry } = deps;
	try {
		const policy = readPolicy(body);
		const published = await publishPolicy(policy, { ...deps, publisher: deps.publisherOf(policy) });
		if (published.kind === 'later') {
			const { reason } = published;
			telemetry.info('policy text not published yet, tried again later', { policy, reason });
		}
		return published;
	} catch (error) {
		telemetry.error('policy text not published', { message: messageId }, error);
		return { kind: 'later', afterMs: FAULT_MS } as const;
	}
}

function readPolicy(body: string): PolicyId {
	const hint = v.safeParse(v.pipe(v.string(), v.parseJson(), containHint), body);
	// The error does not quote the body, because anything could stand in it and errors are logged.
	if (!hint.success || !isPolicyId(hint.output.policy))
		throw new Error('the queue message does not name a policy');
	return hint.output.policy;
}

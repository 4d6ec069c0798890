import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { PolicyId } from '../../shared/containment/containment.ts';
import { isPolicyId } from '../../shared/containment/policy-id.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import type { PublishDeps } from '../../shared/containment/publishing/publish-deps.ts';
import { publishPolicy } from '../../shared/containment/publishing/publish-policy.ts';
import { containHint } from '../../shared/outbox/hints.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';

/** All that `contain` uses. */
export interface ContainDeps extends Omit<PublishDeps, 'publisher'> {
	readonly publisherOf: (policy: PolicyId) => PolicyPublisher;
	readonly deferral: Deferral;
}

/**
 * Each time that a message has come back it waits twice as long, up to this. No longer: meanwhile the queue gives out
 * nothing of the same policy, so one whom AWS lets nobody change would hold up the denial of all who come after.
 */
const LONGEST_MS = 30_000;
const FAULT_MS = 5_000;

/**
 * Publishes the policy of each message. Messages of one policy are a group, and come in order: behind one that is not
 * done, the rest of its group is not done either.
 */
export async function contain({ Records }: SQSEvent, deps: ContainDeps): Promise<SQSBatchResponse> {
	const waiting = new Set<string>();
	const failures: string[] = [];
	for (const record of Records) {
		const group = record.attributes.MessageGroupId ?? '';
		if (!waiting.has(group) && (await isDone(record, deps))) continue;
		waiting.add(group);
		failures.push(record.messageId);
	}
	return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function isDone(record: SQSRecord, deps: ContainDeps): Promise<boolean> {
	const { telemetry, now } = deps;
	telemetry.measure(
		'QueueAge',
		Math.max(0, now() - Number(record.attributes.SentTimestamp)),
		'contain',
	);
	const published = await publish(record, deps);
	if (published.kind === 'done') return true;
	try {
		await deps.deferral.defer(record.receiptHandle, waitOf(record, published.afterMs));
	} catch (error) {
		// The queue gives it again all the same, only later.
		telemetry.error('a message could not be deferred', { message: record.messageId }, error);
	}
	return false;
}

/** A fault is tried again like a retry: the queue itself would hold the whole policy back for minutes. */
async function publish({ body, messageId }: SQSRecord, deps: ContainDeps) {
	try {
		const policy = readPolicy(body);
		const published = await publishPolicy(policy, { ...deps, publisher: deps.publisherOf(policy) });
		if (published.kind === 'later') {
			deps.telemetry.info('a policy is published again later', {
				policy,
				reason: published.reason,
			});
		}
		return published;
	} catch (error) {
		deps.telemetry.error('a policy was not published', { message: messageId }, error);
		return { kind: 'later', afterMs: FAULT_MS } as const;
	}
}

function readPolicy(body: string): PolicyId {
	const hint = v.safeParse(v.pipe(v.string(), v.parseJson(), containHint), body);
	// What stands there instead is nobody's business here, and does not get into a log.
	if (!hint.success || !isPolicyId(hint.output.policy))
		throw new Error('the message is no hint at a policy');
	return hint.output.policy;
}

function waitOf({ attributes }: SQSRecord, afterMs: number): number {
	const received = Math.max(1, Number(attributes.ApproximateReceiveCount));
	return Math.min(LONGEST_MS, afterMs * 2 ** (received - 1));
}

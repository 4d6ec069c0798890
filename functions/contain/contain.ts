import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { TargetId } from '../../shared/containment/containment.ts';
import type { PolicyPublisher } from '../../shared/containment/publishing/policy-publisher.ts';
import type { PublishRooms } from '../../shared/containment/publishing/publish-deps.ts';
import { publishTarget } from '../../shared/containment/publishing/publish-policy.ts';
import { isTargetId } from '../../shared/containment/policy-id.ts';
import type { Deferral } from '../../shared/runtime/deferral.ts';
import { containHint } from '../../shared/outbox/hints.ts';

/** All that `contain` uses. */
export interface ContainRooms extends Omit<PublishRooms, 'publisher'> {
	readonly publisherOf: (target: TargetId) => PolicyPublisher;
	readonly deferral: Deferral;
}

/**
 * Each time that a message has come back it waits twice as long, up to this. No longer: meanwhile the queue gives out
 * nothing of the same target, so one whom AWS lets nobody change would hold up the denial of all who come after.
 */
const LONGEST_MS = 30_000;
const FAULT_MS = 5_000;

/**
 * Publishes the target of each message. Messages of one target are a group, and come in order: behind one that is not
 * done, the rest of its group is not done either.
 */
export async function contain({ Records }: SQSEvent, rooms: ContainRooms): Promise<SQSBatchResponse> {
	const waiting = new Set<string>();
	const failures: string[] = [];
	for (const record of Records) {
		const group = record.attributes.MessageGroupId ?? '';
		if (!waiting.has(group) && (await isDone(record, rooms))) continue;
		waiting.add(group);
		failures.push(record.messageId);
	}
	return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function isDone(record: SQSRecord, rooms: ContainRooms): Promise<boolean> {
	const { telemetry, now } = rooms;
	telemetry.measure('QueueAge', Math.max(0, now() - Number(record.attributes.SentTimestamp)), 'contain');
	const published = await publish(record, rooms);
	if (published.kind === 'done') return true;
	try {
		await rooms.deferral.defer(record.receiptHandle, waitOf(record, published.afterMs));
	} catch (error) {
		// The queue gives it again all the same, only later.
		telemetry.error('a message could not be deferred', { message: record.messageId }, error);
	}
	return false;
}

/** A fault is tried again like a retry: the queue itself would hold the whole target back for minutes. */
async function publish({ body, messageId }: SQSRecord, rooms: ContainRooms) {
	try {
		const target = readTarget(body);
		const published = await publishTarget(target, { ...rooms, publisher: rooms.publisherOf(target) });
		if (published.kind === 'later') {
			rooms.telemetry.info('a target is published again later', { target, reason: published.reason });
		}
		return published;
	} catch (error) {
		rooms.telemetry.error('a target was not published', { message: messageId }, error);
		return { kind: 'later', afterMs: FAULT_MS } as const;
	}
}

function readTarget(body: string): TargetId {
	const hint = v.safeParse(v.pipe(v.string(), v.parseJson(), containHint), body);
	// What stands there instead is nobody's business here, and does not get into a log.
	if (!hint.success || !isTargetId(hint.output.target)) throw new Error('the message is no hint at a target');
	return hint.output.target;
}

function waitOf({ attributes }: SQSRecord, afterMs: number): number {
	const received = Math.max(1, Number(attributes.ApproximateReceiveCount));
	return Math.min(LONGEST_MS, afterMs * 2 ** (received - 1));
}

import type { SQSRecord } from 'aws-lambda';
import { judgeUses, type UseDeps } from '../../functions/judge-credential-use/judge-uses.ts';
import { anSqsRecord } from './an-sqs-record.ts';
import { messageOf } from './judge-deps.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A message of the queue of credential uses, named after its place in a batch. */
export function useMessage(record: Fields, at = 0, received = 1): SQSRecord {
	const sentAt = arrival(record);
	return anSqsRecord(messageOf(record), { messageId: `message-${at}`, sentAt, received });
}

/**
 * Judges records as one batch of the queue of credential uses. Answers with the places of the records
 * that must come again.
 */
export async function deliverBatch(
	records: readonly Fields[],
	deps: UseDeps,
	{ received = 1, remainingMs = enough }: { received?: number; remainingMs?: () => number } = {},
): Promise<readonly number[]> {
	const messages = records.map((record, at) => useMessage(record, at, received));
	const now = Math.max(...records.map(arrival));
	const failures = await judgeUses(messages, deps, { now, remainingMs });
	return messages.flatMap(({ messageId }, at) => (failures.has(messageId) ? [at] : []));
}

/**
 * Judges one record that has waited so many milliseconds since it was first received. Answers with
 * the time until it must come again; throws if it fails.
 */
export async function deliverUse(
	record: Fields,
	deps: UseDeps,
	waited: number,
): Promise<number | null> {
	let wait: number | null = null;
	const defer = async (_: string, ms: number) => {
		wait = ms;
	};
	const message = useMessage(record);
	const now = arrival(record) + waited;
	const failures = await judgeUses(
		[message],
		{ ...deps, deferral: { defer } },
		{ now, remainingMs: enough },
	);
	if (wait === null && failures.size > 0) throw [...failures.values()][0];
	return wait;
}

/** A run with a minute left. */
export function enough(): number {
	return 60_000;
}

function arrival({ eventTime }: Fields): number {
	return Date.parse(String(eventTime)) + 5_000;
}

import type { SQSRecord } from 'aws-lambda';
import { judge } from '../../shared/verdict/judge.ts';
import type { JudgeDeps } from './deps.ts';
import { RefusedEventError, readEvent } from './read-event.ts';
import { recallSignIn } from './recall-sign-in.ts';
import { recordSignIn } from './record-sign-in.ts';
import { tellOthers } from './tell-others.ts';

/** One message of the ingest queue. An error that it throws makes the message come again. */
export async function judgeMessage(
	{ body, attributes, messageId }: SQSRecord,
	deps: JudgeDeps,
	now: number,
): Promise<void> {
	const { telemetry } = deps;
	const isFirst = attributes.ApproximateReceiveCount === '1';
	// A message that comes again is old because it fails, not because the queue is long.
	if (isFirst) telemetry.measure('QueueAge', now - Number(attributes.SentTimestamp));
	try {
		await judgeSignIn(body, deps);
	} catch (error) {
		const code = error instanceof RefusedEventError ? error.code : 'fault';
		if (isFirst && error instanceof RefusedEventError) telemetry.count('RefusedRecord', code);
		telemetry.error('event not judged', { messageId, code }, error);
		throw error;
	}
}

/**
 * One event of AWS, from its text to all that follows from it (design, section 3): read, recall,
 * judge, record, tell others. Each stage of calls may be repeated: killed anywhere and run again it
 * ends the same, and the event is acknowledged only after the hints are sent. Throws a
 * RefusedEventError for an event that cannot be read.
 */
export async function judgeSignIn(body: string, deps: JudgeDeps): Promise<void> {
	const signIn = readEvent(body);
	const recalled = await recallSignIn(signIn, deps);
	const { facts, known, settings } = recalled;
	const { verdict, remembered } = judge(facts, known, settings);
	const judged = { signIn, verdict, known };
	const recorded = await recordSignIn({ judged, remembered, recalled }, deps);
	deps.telemetry.count('SignIn', verdict.disposition);
	if (recorded !== null) await tellOthers(recorded, settings, deps);
}

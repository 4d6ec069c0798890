import type { SQSRecord } from 'aws-lambda';
import type { Remembered } from '../../shared/history/history.ts';
import { isMaking } from '../../shared/record/event-sources.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { judge } from '../../shared/verdict/judge.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import { waitOf } from '../../shared/verdict/waiting.ts';
import { comeAgain } from '../come-again.ts';
import { completeAlarm } from './complete-alarm.ts';
import type { JudgeDeps } from './deps.ts';
import { RefusedEventError, readEvents } from './read-event.ts';
import { recallSignIn } from './recall-sign-in.ts';
import { recordSignIn } from './record-sign-in.ts';
import { tellOthers } from './tell-others.ts';

/** Judges one message of the ingest queue. If it throws, SQS delivers the message again. */
export function judgeMessage(message: SQSRecord, deps: JudgeDeps, now: number): Promise<void> {
	return handleMessage(message, deps, {
		now,
		judge: (delivered) => judgeSignIn(message.body, deps, delivered),
	});
}

/** When a message is judged, and how. `judge` answers as `judgeSignIn` does. */
interface Handling {
	readonly now: number;
	readonly judge: (delivered: Delivered) => Promise<number | null>;
}

/** Has a message judged, counts and logs what fails, and defers what must wait. */
export async function handleMessage(
	message: SQSRecord,
	deps: JudgeDeps,
	{ now, judge: judgeIt }: Handling,
): Promise<void> {
	const { telemetry } = deps;
	const { attributes, messageId } = message;
	// In a backlog the records of one act come in any order, however old their messages are.
	// A message that somebody gives to the function by hand may lack the time of its first receive.
	const { SentTimestamp, ApproximateFirstReceiveTimestamp: received = SentTimestamp } = attributes;
	const waited = now - Number(received);
	const isFirst = attributes.ApproximateReceiveCount === '1';
	// A message that is delivered again is old because it failed, not because the queue is long.
	if (isFirst) telemetry.measure('QueueAge', now - Number(SentTimestamp));
	let wait: number | null;
	try {
		wait = await judgeIt({ now, waited });
	} catch (error) {
		const code = error instanceof RefusedEventError ? error.code : 'fault';
		if (isFirst && error instanceof RefusedEventError) telemetry.count('RefusedRecord', code);
		telemetry.error('event not judged', { messageId, code }, error);
		throw error;
	}
	if (wait !== null) await comeAgain(message, wait, deps);
}

/** When an event is judged. */
export interface Delivered {
	/** Milliseconds since 1970, UTC. */
	readonly now: number;
	/** Milliseconds since the event was first received. */
	readonly waited: number;
}

/**
 * Handles one event of AWS. It is acknowledged only after the hints are sent. Throws a
 * RefusedEventError for an event that cannot be read.
 *
 * Answers with the milliseconds until the event must come again because another record of the same
 * act may still arrive; null if it was judged.
 */
export async function judgeSignIn(
	body: string,
	deps: JudgeDeps,
	delivered: Delivered,
): Promise<number | null> {
	const waits: number[] = [];
	for (const signIn of readEvents(body)) {
		const answer = await judgeRead(await completeAlarm(signIn, deps), deps, delivered);
		if (answer.kind === 'waits') waits.push(answer.wait);
	}
	return waits.length === 0 ? null : Math.min(...waits);
}

/** A sign-in was judged, or waits so many milliseconds for another record of the same act. */
export type Answer =
	| { readonly kind: 'waits'; readonly wait: number }
	| { readonly kind: 'judged'; readonly judged: Judged; readonly remembered: Remembered };

/**
 * Takes a sign-in that was read through the other steps: recall, judge, record, tell others (design,
 * section 3). Each step may be repeated: if the function is killed anywhere and runs again, the
 * result is the same.
 */
export async function judgeRead(
	signIn: SignIn,
	deps: JudgeDeps,
	{ now, waited }: Delivered,
): Promise<Answer> {
	const recalled = await recallSignIn(signIn, deps);
	const { facts, known, settings } = recalled;
	const wait = waitOf({ ...facts, known, settings }, waited);
	if (wait !== null) {
		await deps.history.announce(facts, known.person);
		return { kind: 'waits', wait };
	}
	const { verdict, remembered } = judge(facts, known, settings);
	const judged = { signIn, verdict, known };
	const recorded = await recordSignIn({ judged, remembered, recalled, now }, deps);
	deps.telemetry.count('SignIn', verdict.disposition);
	tellUnnamed(signIn, deps);
	if (recorded !== null) await tellOthers(recorded, settings, deps);
	return { kind: 'judged', judged, remembered };
}

/** IAM alone tells the age of such a credential then. */
function tellUnnamed(
	{ eventSource, outcome, made, event, account, eventId }: SignIn,
	{ telemetry }: JudgeDeps,
): void {
	if (!isMaking(eventSource, event) || outcome !== 'success' || made !== undefined) return;
	telemetry.warn('credential made, but the record does not name it', { event, account, eventId });
}

import type { SQSRecord } from 'aws-lambda';
import { caseGaps, caseKey } from '../../shared/case/case-key.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';
import { comeAgain } from '../come-again.ts';
import type { JudgeDeps } from '../judge-sign-in/deps.ts';
import { type Delivered, handleMessage, judgeRead } from '../judge-sign-in/judge-sign-in.ts';
import { RefusedEventError, readEvent } from '../judge-sign-in/read-event.ts';
import { hintAtCase } from '../judge-sign-in/tell-others.ts';
import { JoinedCases } from './joined-cases.ts';
import { ToldUses } from './told-uses.ts';

/** What judging credential uses needs: what every judging needs, and what this process remembers. */
export interface UseDeps extends JudgeDeps {
	readonly told: ToldUses;
	readonly joined: JoinedCases;
}

/** Adds an empty memory. Make it once for a process, so that repeats are recognised. */
export function withMemory(deps: JudgeDeps): UseDeps {
	const { configuration } = deps.settings;
	const joined = new JoinedCases(deps.cases, caseGaps(configuration));
	return { ...deps, told: new ToldUses(configuration.use), joined };
}

interface Received {
	readonly message: SQSRecord;
	/** Null if it cannot be read. */
	readonly signIn: SignIn | null;
}

/** One run of the function. */
interface Run {
	/** Milliseconds since 1970, UTC. */
	readonly now: number;
	/** How many milliseconds Lambda still gives the function. */
	remainingMs(): number;
}

/**
 * A use is not begun with less time, because a run that is stopped leaves its whole batch for the
 * next one: many different credentials at once must not send each other to the dead letters.
 */
const TIME_TO_JUDGE = 20_000;
const SOON = 1_000;
/**
 * At the beginning of a run a use waits longer for the past of its key: CloudTrail may be asked twice,
 * a second apart, over new connections to three Regions, and without an answer nobody is contained.
 * Later in a run many credentials are at work, and no use must keep the others waiting.
 */
const PATIENT = { withinMs: 6_000, whileLeftMs: 100_000 };

interface RepeatedUse {
	readonly message: SQSRecord;
	readonly judged: Judged;
}

/**
 * Judges a batch of the queue of credential uses, in the order of time. The first use of a
 * credential at a network is judged as every sign-in is, and so is each use that may be new. Repeats
 * are recognised in this process and join their case, all of a batch at once.
 *
 * Answers with the errors of the messages that must come again, by message id. All others are
 * stored.
 */
export async function judgeUses(
	messages: readonly SQSRecord[],
	deps: UseDeps,
	run: Run,
): Promise<ReadonlyMap<string, unknown>> {
	const failures = new Map<string, unknown>();
	const repeats: RepeatedUse[] = [];
	let ignored = 0;
	for (const received of inOrder(messages)) {
		const { message, signIn } = received;
		const facts = signIn === null ? null : establishFacts(signIn, deps.settings);
		const repeat = facts === null ? null : deps.told.find(facts);
		if (repeat?.kind === 'again') repeats.push({ message, judged: repeat.judged });
		else if (repeat?.kind === 'ignored') ignored++;
		else
			await judgeInTime(received, deps, run).catch((error) =>
				failures.set(message.messageId, error),
			);
	}
	for (const { ids, error } of await joinAll(repeats, deps, run.now))
		for (const id of ids) failures.set(id, error);
	if (ignored > 0) deps.telemetry.count('SignIn', 'ignore', ignored);
	measureAge(repeats, deps, run.now);
	return failures;
}

/** One measurement for all repeats: a line of log for each would cost more than the repeat itself. */
function measureAge(repeats: readonly RepeatedUse[], { telemetry }: UseDeps, now: number): void {
	const first = repeats.filter(
		({ message: { attributes } }) => attributes.ApproximateReceiveCount === '1',
	);
	if (first.length === 0) return;
	const sent = first.map(({ message: { attributes } }) => Number(attributes.SentTimestamp));
	telemetry.measure('QueueAge', now - Math.min(...sent));
}

/** A message that cannot be read comes first and fails when it is judged. */
function inOrder(messages: readonly SQSRecord[]): Received[] {
	const all = messages.map((message) => ({ message, signIn: readOrNull(message.body) }));
	return all.toSorted((one, other) => {
		if (one.signIn === null || other.signIn === null)
			return Number(one.signIn !== null) - Number(other.signIn !== null);
		return compareSignIns(one.signIn, other.signIn);
	});
}

function readOrNull(body: string): SignIn | null {
	try {
		return readEvent(body);
	} catch (error) {
		if (error instanceof RefusedEventError) return null;
		throw error;
	}
}

/** A use for which no time is left comes again. */
async function judgeInTime(
	received: Received,
	deps: UseDeps,
	{ now, remainingMs }: Run,
): Promise<void> {
	const left = remainingMs();
	if (left < TIME_TO_JUDGE) await comeAgain(received.message, SOON, deps);
	await judgeOne(received, left < PATIENT.whileLeftMs ? deps : patient(deps), now);
}

function patient(deps: UseDeps): UseDeps {
	const { keyPasts } = deps;
	return {
		...deps,
		keyPasts: { find: (question) => keyPasts.find(question, PATIENT.withinMs) },
	};
}

function judgeOne({ message, signIn }: Received, deps: UseDeps, now: number): Promise<void> {
	const judge = async (delivered: Delivered) => {
		const read = signIn ?? readEvent(message.body);
		const answer = await judgeRead(read, deps, delivered);
		if (answer.kind === 'waits') return answer.wait;
		const { judged } = answer;
		const whose = caseKey(judged, judged.known);
		if (whose !== null) deps.joined.forget(whose.key);
		deps.told.learn(establishFacts(read, deps.settings), answer);
		return null;
	};
	return handleMessage(message, deps, { now, judge });
}

interface Failed {
	readonly ids: readonly string[];
	readonly error: unknown;
}

/** Joins the repeats of each key at once. A key that fails does not stop the others. */
async function joinAll(
	repeats: readonly RepeatedUse[],
	deps: UseDeps,
	now: number,
): Promise<readonly Failed[]> {
	const byKey = Map.groupBy(repeats, ({ judged }) => caseKey(judged, judged.known)?.key ?? '');
	const joining = [...byKey].map(async ([key, uses]): Promise<Failed[]> => {
		try {
			const stored = await deps.joined.join({ key, uses: uses.map(({ judged }) => judged), now });
			if (stored !== null) await hintAtCase({ stored }, deps);
			deps.telemetry.count('SignIn', 'record', uses.length);
			return [];
		} catch (error) {
			deps.joined.forget(key);
			const ids = uses.map(({ message }) => message.messageId);
			deps.telemetry.error(
				'uses not joined',
				{ messages: ids.length, first: ids[0] ?? null },
				error,
			);
			return [{ ids, error }];
		}
	});
	return (await Promise.all(joining)).flat();
}

import type { Case } from '../../shared/case/case.ts';
import { caseGaps } from '../../shared/case/case-key.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from '../../shared/case/case-plan.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import type { Configuration, Mode } from '../../shared/configuration/configuration.ts';
import { coversManagement } from '../../shared/configuration/management-account.ts';
import type { MemoryContainments } from '../../shared/containment/memory-containments.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { type ClosedDay, MemoryDay } from '../../shared/summary/memory-day.ts';
import { announced } from './announced.ts';
import { AwaitingSteps, type Released } from './awaiting-steps.ts';
import { type JudgedWith, LogJudge } from './log-judge.ts';
import { LogPlanner, NOTHING, type PlanOutcome } from './plan-log.ts';
import type { CallGroup } from './repeated-calls.ts';

/**
 * Where a sign-in was found: the number of its file in sorted order, and its position in that file.
 */
export interface Place {
	readonly file: number;
	readonly index: number;
}

export interface PlacedSignIn extends Place {
	readonly signIn: SignIn;
	/** Set for a call that repeats others. */
	readonly group?: CallGroup;
}

/** A place, with what would be contained because of the sign-in. */
export interface PlannedPlace extends Place {
	readonly outcome: PlanOutcome;
}

/**
 * Receives the results. `followed` is called in the order of judging, `line` when its reasons are
 * final. `rehearsed` is the plan as it would be with mode `contain` in every account.
 */
export interface JudgedSink {
	followed(followed: Followed, outcome: PlanOutcome, rehearsed: PlanOutcome): void;
	line(line: Released<PlannedPlace>): Promise<void>;
	closed(theCase: Case, plan: CasePlan): Promise<void>;
	/** Called at the end of each day that has something to tell. */
	summarised(day: ClosedDay): Promise<void>;
}

/**
 * Judges a whole log, in the order of `SortedSignIns`, with everything in memory. Gives what would be
 * contained.
 */
export async function judgeLog(
	signIns: Iterable<PlacedSignIn>,
	judgedWith: JudgedWith,
	sink: JudgedSink,
): Promise<MemoryContainments> {
	const { configuration } = judgedWith.settings;
	const cases = new MemoryCases(caseGaps(configuration));
	const judge = new LogJudge(judgedWith, cases);
	const day = new MemoryDay(configuration.timeZone);
	const planner = new LogPlanner(configuration);
	const rehearsal = rehearsalOf(configuration, planner);
	const steps = new AwaitingSteps<PlannedPlace>();
	const plans = new Map<string, CasePlan>();
	const close = async (closed: readonly Case[]) => {
		for (const theCase of closed) {
			await sink.closed(theCase, plans.get(theCase.id) ?? NO_PLAN);
			plans.delete(theCase.id);
		}
	};
	const told = (repeat: Followed) => {
		sink.followed(repeat, NOTHING, NOTHING);
		return { followed: repeat, outcome: NOTHING };
	};
	const plan = async (signIn: SignIn, group: CallGroup | undefined) => {
		const { followed, settings } = await judge.judge(signIn, group);
		if (followed.verdict.inSummary) day.add(followed);
		const outcome = await planner.follow(followed, settings);
		const rehearsed = rehearsal === planner ? outcome : await rehearsal.follow(followed, settings);
		sink.followed(followed, outcome, rehearsed);
		const id = followed.theCase?.id;
		if (id !== undefined) plans.set(id, addToCasePlan(plans.get(id) ?? NO_PLAN, outcome));
		return { followed, outcome };
	};
	const ahead = (signIn: SignIn) => judge.announce(signIn);
	for await (const { signIn, file, index, group } of announced(signIns, ahead)) {
		const closed = cases.closeBefore(signIn.time);
		if (closed.length > 0) await close(closed);
		const ended = day.closeBefore(signIn.time);
		if (ended !== null) await sink.summarised(ended);
		const repeat = judge.repeat(signIn, group);
		const { followed, outcome } = repeat === null ? await plan(signIn, group) : told(repeat);
		for (const line of steps.take({ file, index, outcome }, followed)) await sink.line(line);
	}
	for (const line of steps.end()) await sink.line(line);
	await close(cases.closeAll());
	const last = day.close();
	if (last !== null) await sink.summarised(last);
	return planner.containments;
}

/**
 * Gives a second planner that contains in every account; the same one if the configuration already
 * does so.
 */
function rehearsalOf(configuration: Configuration, planner: LogPlanner): LogPlanner {
	const { containment } = configuration;
	const modes = [containment.mode, ...Object.values(containment.modes)];
	if (modes.every((mode) => mode === 'contain')) return planner;
	const { managementAccount } = containment;
	const isCovered = managementAccount !== null && coversManagement(containment);
	const own: Record<string, Mode> = isCovered ? { [managementAccount]: 'contain' } : {};
	const everywhere = { ...containment, mode: 'contain', modes: own } as const;
	return new LogPlanner({ ...configuration, containment: everywhere });
}

import type { Case } from '../../shared/case/case.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from '../../shared/case/case-plan.ts';
import { type Followed, followSignIn } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import {
	MemoryContainments,
	type PlanOutcome,
} from '../../shared/containment/memory-containments.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { AwaitingSteps, type Released } from './awaiting-steps.ts';

/**
 * Where a sign-in was found: the number of its file in sorted order, and its position in that file.
 */
export interface Place {
	readonly file: number;
	readonly index: number;
}

export interface PlacedSignIn extends Place {
	readonly signIn: SignIn;
}

/** Gives the order of judging. The place decides only between copies of one record. */
export function comparePlaced(a: PlacedSignIn, b: PlacedSignIn): number {
	return compareSignIns(a.signIn, b.signIn) || a.file - b.file || a.index - b.index;
}

/** A place, with what would be contained because of the sign-in. */
export interface PlannedPlace extends Place {
	readonly outcome: PlanOutcome;
}

/**
 * Receives the results. `followed` is called in the order of judging, `line` when its reasons are
 * final.
 */
export interface JudgedSink {
	followed(followed: Followed, outcome: PlanOutcome): void;
	line(line: Released<PlannedPlace>): Promise<void>;
	closed(theCase: Case, plan: CasePlan): Promise<void>;
}

/**
 * Judges a whole log, sorted by `comparePlaced`, with everything in memory. Gives what would be
 * contained.
 */
export async function judgeLog(
	signIns: Iterable<PlacedSignIn>,
	settings: JudgeSettings,
	sink: JudgedSink,
): Promise<MemoryContainments> {
	const history = new MemoryHistory();
	const cases = new MemoryCases(settings.configuration.limits.caseMinutes);
	const containments = new MemoryContainments(settings.configuration, settings.ownAccounts);
	const steps = new AwaitingSteps<PlannedPlace>();
	const plans = new Map<string, CasePlan>();
	const close = async (closed: readonly Case[]) => {
		for (const theCase of closed) {
			await sink.closed(theCase, plans.get(theCase.id) ?? NO_PLAN);
			plans.delete(theCase.id);
		}
	};
	for (const { signIn, file, index } of signIns) {
		await close(cases.closeBefore(signIn.time));
		const followed = await followSignIn(signIn, { history, cases, settings });
		const outcome = containments.follow(followed);
		sink.followed(followed, outcome);
		const id = followed.theCase?.id;
		if (id !== undefined) plans.set(id, addToCasePlan(plans.get(id) ?? NO_PLAN, outcome));
		for (const line of steps.take({ file, index, outcome }, followed)) await sink.line(line);
	}
	for (const line of steps.end()) await sink.line(line);
	await close(cases.closeAll());
	return containments;
}

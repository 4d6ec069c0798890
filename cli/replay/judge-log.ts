import type { Case } from '../../shared/case/case.ts';
import { caseGaps } from '../../shared/case/case-key.ts';
import { addToCasePlan, type CasePlan, NO_PLAN } from '../../shared/case/case-plan.ts';
import { type Followed, type Following, followSignIn } from '../../shared/case/follow-sign-in.ts';
import { MemoryCases } from '../../shared/case/memory-cases.ts';
import type { Configuration, Mode } from '../../shared/configuration/configuration.ts';
import { coversManagement } from '../../shared/configuration/management-account.ts';
import type { MemoryContainments } from '../../shared/containment/memory-containments.ts';
import { MemoryHistory } from '../../shared/history/memory-history.ts';
import { MemoryKeyPasts } from '../../shared/history/memory-key-pasts.ts';
import type { OwnAccounts } from '../../shared/history/own-accounts.ts';
import { witnessKeys } from '../../shared/history/witnesses.ts';
import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import { personKey } from '../../shared/sign-in/person-key.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { type ClosedDay, MemoryDay } from '../../shared/summary/memory-day.ts';
import { establishFacts } from '../../shared/verdict/judge.ts';
import { type HubSettings, judgeSettings } from '../../shared/verdict/own-settings.ts';
import { announced } from './announced.ts';
import { AwaitingSteps, type Released } from './awaiting-steps.ts';
import type { UsedPlace } from './key-places.ts';
import { LogPlanner, type PlanOutcome } from './plan-log.ts';

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
 * final. `rehearsed` is the plan as it would be with mode `contain` in every account.
 */
export interface JudgedSink {
	followed(followed: Followed, outcome: PlanOutcome, rehearsed: PlanOutcome): void;
	line(line: Released<PlannedPlace>): Promise<void>;
	closed(theCase: Case, plan: CasePlan): Promise<void>;
	/** Called at the end of each day that has something to tell. */
	summarised(day: ClosedDay): Promise<void>;
}

/** What a log is judged with. Nobody asks IAM about a log, except for tests. */
export interface JudgedWith extends Pick<Following, 'ageOf'> {
	readonly settings: HubSettings;
	readonly accounts: OwnAccounts;
	/** Where keys were used by calls that are not judged; nowhere if it is left out. */
	readonly keyPlaces?: readonly UsedPlace[];
}

/**
 * Judges a whole log, sorted by `comparePlaced`, with everything in memory. Gives what would be
 * contained.
 */
export async function judgeLog(
	signIns: Iterable<PlacedSignIn>,
	{ settings, accounts, keyPlaces = [], ageOf }: JudgedWith,
	sink: JudgedSink,
): Promise<MemoryContainments> {
	const history = new MemoryHistory();
	const cases = new MemoryCases(caseGaps(settings.configuration));
	const keyPasts = new MemoryKeyPasts();
	// A place counts only from its first time on, so those of later calls may be noted at once.
	for (const place of keyPlaces) keyPasts.notePlace(place.keyId, place);
	const following = { history, cases, keyPasts, ...(ageOf === undefined ? {} : { ageOf }) };
	const day = new MemoryDay(settings.configuration.timeZone);
	const planner = new LogPlanner(settings.configuration);
	const rehearsal = rehearsalOf(settings.configuration, planner);
	const steps = new AwaitingSteps<PlannedPlace>();
	const plans = new Map<string, CasePlan>();
	const close = async (closed: readonly Case[]) => {
		for (const theCase of closed) {
			await sink.closed(theCase, plans.get(theCase.id) ?? NO_PLAN);
			plans.delete(theCase.id);
		}
	};
	const summarise = async (closed: ClosedDay | null) => {
		if (closed !== null) await sink.summarised(closed);
	};
	const ahead = async (signIn: SignIn) => {
		// Few records are witnesses, and it takes time to judge an address twice.
		if (witnessKeys(signIn).length === 0) return;
		await history.announce(establishFacts(signIn, settings), personKey(signIn));
	};
	for await (const { signIn, file, index } of announced(signIns, ahead)) {
		await close(cases.closeBefore(signIn.time));
		await summarise(day.closeBefore(signIn.time));
		const judging = judgeSettings(settings, await accounts.recall(signIn));
		const followed = await followSignIn(signIn, { ...following, settings: judging });
		await accounts.remember(signIn);
		if (followed.verdict.inSummary) day.add(followed);
		const outcome = await planner.follow(followed, judging);
		const rehearsed = rehearsal === planner ? outcome : await rehearsal.follow(followed, judging);
		sink.followed(followed, outcome, rehearsed);
		const id = followed.theCase?.id;
		if (id !== undefined) plans.set(id, addToCasePlan(plans.get(id) ?? NO_PLAN, outcome));
		for (const line of steps.take({ file, index, outcome }, followed)) await sink.line(line);
	}
	for (const line of steps.end()) await sink.line(line);
	await close(cases.closeAll());
	await summarise(day.close());
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

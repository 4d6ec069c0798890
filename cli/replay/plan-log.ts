import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import {
	type BreakerReason,
	breakerWindowStart,
	isOpen,
} from '../../shared/containment/breaker.ts';
import { memoryBreakerLedger } from '../../shared/containment/ledger/memory-breaker-ledger.ts';
import { MemoryContainments } from '../../shared/containment/memory-containments.ts';
import type { Plan } from '../../shared/containment/plan-containment.ts';
import {
	countPlanned,
	openBreakerIfDue,
	planSignIn,
	recallPlanContext,
	submitRequests,
} from '../../shared/containment/planner.ts';
import { countSessions } from '../../shared/containment/session-limit.ts';
import type { Facts } from '../../shared/history/history.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';

/** The plan for one sign-in, and whether it opened the circuit breaker. */
export interface PlanOutcome extends Plan {
	/** Why the circuit breaker opened at this sign-in, or null. */
	readonly breakerOpened: BreakerReason | null;
}

const NOTHING: PlanOutcome = {
	...{ requests: [], notContained: null, advice: null, breakerOpened: null },
};

/** Old windows and containments are dropped after this many sign-ins. */
const FORGET_EVERY = 5_000;

/**
 * Plans a log as judge-sign-in would have done, with the stores in memory. Nobody answers in a log,
 * so an open breaker counts as resumed when the window in which it opened is over.
 */
export class LogPlanner {
	readonly containments = new MemoryContainments();
	readonly #breaker = memoryBreakerLedger();
	readonly #configuration: Configuration;
	#seen = 0;

	constructor(configuration: Configuration) {
		this.#configuration = configuration;
	}

	/**
	 * Plans for one judged sign-in, with the planner's own configuration in place of the one that it
	 * was judged with. Times must not go backwards.
	 */
	async follow(followed: Followed, settings: JudgeSettings): Promise<PlanOutcome> {
		const { signIn, verdict } = followed;
		if (++this.#seen % FORGET_EVERY === 0) this.#forgetBefore(signIn.time);
		const facts = { signIn, network: verdict.network };
		const hasCase = verdict.disposition === 'alert' && !verdict.inSummary;
		if (hasCase) return this.#plan(followed, facts, settings);
		// The session counts against its caller, whatever the verdict is; nothing else is planned.
		await countSessions(this.#breaker, facts);
		return NOTHING;
	}

	async #plan(
		followed: Followed,
		facts: Pick<Facts, 'signIn' | 'network'>,
		settings: JudgeSettings,
	): Promise<PlanOutcome> {
		const configuration = this.#configuration;
		const at = followed.signIn.time;
		await this.#resumeInNextWindow(at, configuration);
		const context = await recallPlanContext(this.#breaker, facts, configuration);
		const planned = planSignIn(followed, { ...settings, configuration }, context);
		const caseId = followed.theCase?.id ?? '';
		const submitting = { caseId, at, gate: context.gate };
		await Promise.all(submitRequests(this.containments, planned, submitting));
		const gate = await countPlanned(this.#breaker, context.gate, planned);
		const due = { gate, entries: planned.entries };
		const opening = await openBreakerIfDue(this.#breaker, due, { at, configuration });
		return { ...planned.plan, breakerOpened: opening?.why ?? null };
	}

	async #resumeInNextWindow(time: number, { containment }: Configuration): Promise<void> {
		const opening = await this.#breaker.breaker();
		if (opening === null || !isOpen(opening)) return;
		const start = breakerWindowStart(time, containment.breaker);
		if (start <= opening.since) return;
		const why = 'replay: the window is over';
		await this.#breaker.resumeBreaker({ by: { kind: 'clock' }, why, at: start });
	}

	#forgetBefore(time: number): void {
		this.#breaker.forgetBefore(time);
		this.containments.forgetBefore(time);
	}
}

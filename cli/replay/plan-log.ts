import type { Followed } from '../../shared/case/follow-sign-in.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import { type BreakerReason, breakerLength, isOpen } from '../../shared/containment/breaker.ts';
import { memoryBreakerLedger } from '../../shared/containment/ledger/memory-breaker-ledger.ts';
import { memorySessionRoom } from '../../shared/containment/ledger/memory-session-room.ts';
import { MemoryContainments } from '../../shared/containment/memory-containments.ts';
import type { Plan } from '../../shared/containment/plan-containment.ts';
import {
	countPlanned,
	openBreakerIfDue,
	planSignIn,
	submitRequests,
} from '../../shared/containment/planner.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';

/** The plan for one sign-in, and whether it opened the circuit breaker. */
export interface PlanOutcome extends Plan {
	/** Why the circuit breaker opened at this sign-in, or null. */
	readonly breakerOpened: BreakerReason | null;
}

/** The plan for what needs none. */
export const NOTHING: PlanOutcome = {
	...{ requests: [], notContained: null, advice: null, breakerOpened: null },
};

/** What nothing asks for any more is dropped after this many sign-ins. */
const FORGET_EVERY = 5_000;

/**
 * Plans a log as judge-sign-in would have done, with the stores in memory. Nobody answers in a log,
 * so an open breaker counts as resumed when it was open for the length of its window.
 */
export class LogPlanner {
	readonly containments = new MemoryContainments();
	readonly #breaker = memoryBreakerLedger();
	readonly #room = memorySessionRoom();
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
		const hasCase = verdict.disposition === 'alert' && !verdict.inSummary;
		return hasCase ? this.#plan(followed, settings) : NOTHING;
	}

	async #plan(followed: Followed, settings: JudgeSettings): Promise<PlanOutcome> {
		const configuration = this.#configuration;
		const limits = configuration.containment.breaker;
		const at = followed.signIn.time;
		await this.#resumeAfterItsWindow(at);
		const ledger = { ...this.#breaker, ...this.#room };
		const { countedAs } = followed;
		const planned = await planSignIn(
			followed,
			{ ...settings, configuration },
			{ countedAs, ledger },
		);
		const caseId = followed.theCase?.id ?? '';
		await Promise.all(submitRequests(this.containments, planned, { caseId, at }));
		await countPlanned(ledger, planned);
		const opening = await openBreakerIfDue(ledger, planned, limits);
		return { ...planned.plan, breakerOpened: opening?.why ?? null };
	}

	async #resumeAfterItsWindow(time: number): Promise<void> {
		const opening = await this.#breaker.breaker();
		if (opening === null || !isOpen(opening)) return;
		const over = opening.since + breakerLength(this.#configuration.containment.breaker);
		if (time < over) return;
		const why = 'replay: the window is over';
		await this.#breaker.resumeBreaker({ by: { kind: 'clock' }, why, at: over });
	}

	#forgetBefore(time: number): void {
		this.#breaker.forgetBefore(time);
		this.containments.forgetBefore(time);
	}
}

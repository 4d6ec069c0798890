import type { BreakerLimits } from '../configuration/configuration.ts';
import type { CountedActor } from '../history/counted-actor.ts';
import type { JudgeSettings } from '../verdict/evidence.ts';
import type { Judged } from '../verdict/judged-sign-in.ts';
import {
	type BreakerEntry,
	type BreakerGate,
	breakerEntry,
	countInBreaker,
	recallBreaker,
	whyOpensWith,
} from './breaker.ts';
import type { ContainmentRequest } from './containment.ts';
import type { Containment, ContainmentLedger, SubmittedRequest } from './ledger/ledger.ts';
import type { BreakerLedger, BreakerOpening } from './ledger/ledger-breaker.ts';
import type { SessionRoom } from './ledger/session-room.ts';
import { isAsking, isOnlyShown } from './not-contained.ts';
import { type Plan, planContainment } from './plan-containment.ts';
import { withinRoom } from './within-room.ts';

/*
 * The only planner. It turns a judged sign-in into the requests that the ledger gets. The steps are
 * planSignIn, then submitRequests and countPlanned, then openBreakerIfDue. Replay runs them one
 * after the other over stores in memory; judge-sign-in runs them together with its other calls over
 * the table. Every step may run twice.
 */

/** The plan for one sign-in, and the part of it that goes to the ledger. */
export interface SignInPlan {
	/** Its `notContained` is `breaker-open` while the breaker is open. */
	readonly plan: Plan;
	/** The requests that go to the ledger; `state` is the state in which they begin. */
	readonly requests: readonly ContainmentRequest[];
	readonly state: SubmittedRequest['state'];
	/** The actor to count; null unless a rule may contain without a human. */
	readonly entry: BreakerEntry | null;
	/** When a human last resumed the breaker; null if nobody has, or if nothing is requested. */
	readonly resumedAt: number | null;
}

/** Where the planner reads and keeps what it knows of actors. */
export type PlannerLedger = Pick<BreakerLedger, 'breaker' | 'counted'> & SessionRoom;

/** Whose credential was used, and where to look them up. */
export interface Planning {
	readonly countedAs: CountedActor | null;
	readonly ledger: PlannerLedger;
	/** The breaker, if it was read already. */
	readonly gate?: BreakerGate | null;
}

/**
 * Plans one judged sign-in. Nothing goes to the ledger in mode `observe`. In mode `ask`, for a key
 * of which no earlier use is known, and while the breaker is open the requests wait for a human. It
 * makes calls only if somebody would be contained: it reads the breaker, unless that was done, and
 * finds places for sessions.
 */
export async function planSignIn(
	judged: Judged,
	settings: JudgeSettings,
	{ countedAs, ledger, gate: known = null }: Planning,
): Promise<SignInPlan> {
	const whole = planContainment(judged, settings);
	if (whole.requests.length === 0 || countedAs === null) return onlyPlan(whole);
	const { configuration, ownAccounts } = settings;
	const limits = configuration.containment.breaker;
	const at = judged.signIn.time;
	const read = () => recallBreaker(ledger, { at, network: judged.verdict.network.key }, limits);
	const gate = isOnlyShown(whole.notContained) ? null : (known ?? (await read()));
	const waiting = whole.notContained ?? (gate?.isOpen === true ? 'breaker-open' : null);
	const plan = await withinRoom(ledger, whole, { countedAs, ownAccounts, at, waiting });
	if (plan.requests.length === 0 || gate === null) return onlyPlan(plan);
	return admitted(plan, breakerEntry(judged, countedAs, configuration), { gate, limits });
}

function onlyPlan(plan: Plan): SignInPlan {
	return { plan, requests: [], state: 'requested', entry: null, resumedAt: null };
}

interface Admitting {
	readonly gate: BreakerGate;
	readonly limits: BreakerLimits;
}

function admitted(plan: Plan, entry: BreakerEntry | null, { gate, limits }: Admitting): SignInPlan {
	const { requests, notContained } = plan;
	const { resumedAt } = gate;
	if (isAsking(notContained)) return { plan, requests, resumedAt, entry: null, state: 'asked' };
	const held = { ...plan, notContained: 'breaker-open' } as const;
	// While the breaker is open nobody is counted.
	if (gate.isOpen) return { plan: held, requests, resumedAt, entry: null, state: 'held' };
	const opens = entry !== null && whyOpensWith(gate, entry, limits) !== null;
	return opens
		? { plan: held, requests, resumedAt, entry, state: 'held' }
		: { plan, requests, resumedAt, entry, state: 'requested' };
}

/**
 * Puts the requests into the ledger, each on its own. The case is their occasion, so a repeat does
 * not make a second containment.
 */
export function submitRequests(
	ledger: Pick<ContainmentLedger, 'request'>,
	{ requests, state, resumedAt }: SignInPlan,
	{ caseId, at }: { readonly caseId: string; readonly at: number },
): Promise<Containment>[] {
	return requests.map((request) =>
		ledger.request({
			...{ request, occasion: caseId, caseId, state, resumedAt },
			...{ by: { kind: 'rule', name: request.reason }, note: null, at },
		}),
	);
}

/** Counts the actor of a plan. */
export async function countPlanned(
	ledger: Pick<BreakerLedger, 'count'>,
	{ entry, resumedAt }: Pick<SignInPlan, 'entry' | 'resumedAt'>,
): Promise<void> {
	if (entry !== null) await countInBreaker(ledger, entry, resumedAt);
}

/**
 * Opens the breaker if too many actors are counted now that this plan's is, with those whom other
 * functions have counted at the same time. Gives the opening that this call made, or null. If two
 * functions open it at once, the second finds it open already and gets null, so the opening is told
 * once.
 */
export async function openBreakerIfDue(
	ledger: Pick<BreakerLedger, 'breaker' | 'counted' | 'openBreaker'>,
	{ entry }: Pick<SignInPlan, 'entry'>,
	limits: BreakerLimits,
): Promise<BreakerOpening | null> {
	if (entry === null) return null;
	const gate = await recallBreaker(ledger, entry, limits);
	const why = gate.isOpen ? null : whyOpensWith(gate, entry, limits);
	if (why === null) return null;
	const answer = await ledger.openBreaker({ why, at: entry.at });
	return answer === 'opened' ? await ledger.breaker() : null;
}

import type { Configuration } from '../configuration/configuration.ts';
import type { Facts } from '../history/history.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
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
import { type Plan, planContainment } from './plan-containment.ts';
import { countSessions } from './session-limit.ts';

/*
 * The one planner, from a judged sign-in to what the ledger is asked for. Replay runs these steps
 * one after the other over stores in memory; judge-sign-in runs them beside its other calls over the
 * table: recallPlanContext, planSignIn, then submitRequests and countPlanned, then openBreakerIfDue.
 * Every step may run twice.
 */

/** What the planner reads for one sign-in, before or after it is judged. */
export interface PlanContext {
	readonly gate: BreakerGate;
	/** Other sessions of this caller that are contained already. */
	readonly sessionsMade: number;
}

/** Reads the circuit breaker and counts the session that was made: one stage of calls. */
export async function recallPlanContext(
	ledger: BreakerLedger,
	facts: Pick<Facts, 'signIn' | 'network'>,
	configuration: Configuration,
): Promise<PlanContext> {
	const [gate, sessionsMade] = await Promise.all([
		recallBreaker(ledger, facts, configuration),
		countSessions(ledger, facts),
	]);
	return { gate, sessionsMade };
}

/** What one sign-in asks of the ledger. */
export interface SignInPlan {
	/** While the breaker is open, its `notContained` says so. */
	readonly plan: Plan;
	/** What goes to the ledger, and the state in which it begins. */
	readonly requests: readonly ContainmentRequest[];
	readonly state: SubmittedRequest['state'];
	/** People to count, where a rule may contain without a human. */
	readonly entries: readonly BreakerEntry[];
}

/**
 * The plan for one judged sign-in, and what of it goes to the ledger: nothing in mode `observe`. In
 * mode `ask` and behind an open breaker it waits for a human. Pure.
 */
export function planSignIn(
	judged: Judged,
	settings: JudgeSettings,
	{ gate, sessionsMade }: PlanContext,
): SignInPlan {
	const { configuration } = settings;
	const plan = planContainment(judged, { ...settings, sessionsMade });
	const { requests, notContained } = plan;
	if (notContained === 'mode-ask') return { plan, requests, state: 'asked', entries: [] };
	const isNobody = notContained !== null || requests.length === 0;
	if (isNobody) return { plan, requests: [], state: 'requested', entries: [] };
	const people = [...new Set(requests.map(({ person }) => countedAs(person, judged)))];
	const entries = people.map((person) => breakerEntry(person, judged, configuration));
	const opens = entries.some((entry) => whyOpensWith(gate, entry, configuration) !== null);
	if (!gate.isOpen && !opens) return { plan, requests, state: 'requested', entries };
	return { plan: { ...plan, notContained: 'breaker-open' }, requests, state: 'held', entries };
}

/**
 * Whom the breaker counts. A role's sessions are one caller while nobody knows their initiator: the
 * record that tells it may be late, or it is in an external account, and one thief must not open the
 * breaker by chaining from several sessions at once.
 */
function countedAs(person: string, { signIn, known }: Judged): string {
	const { principal, callerIssuer } = signIn;
	if (principal.kind !== 'role-session' || callerIssuer === null || known.initiator !== null)
		return person;
	return isIdentityCenterSession(principal, callerIssuer) ? person : `role:${callerIssuer}`;
}

/** Puts the requests into the ledger, each alone. The case is the occasion, so a repeat makes no second one. */
export function submitRequests(
	ledger: Pick<ContainmentLedger, 'request'>,
	{ requests, state }: SignInPlan,
	{
		caseId,
		at,
		gate,
	}: Pick<PlanContext, 'gate'> & { readonly caseId: string; readonly at: number },
): Promise<Containment>[] {
	return requests.map((request) =>
		ledger.request({
			...{ request, occasion: caseId, caseId, state, resumedAt: gate.resumedAt },
			...{ by: { kind: 'rule', name: request.reason }, note: null, at },
		}),
	);
}

/** Counts the people of a plan: one, rarely two (the caller, and a session whose person is unknown). */
export async function countPlanned(
	ledger: Pick<BreakerLedger, 'countPerson'>,
	gate: BreakerGate,
	{ entries }: Pick<SignInPlan, 'entries'>,
): Promise<BreakerGate> {
	let counted = gate;
	for (const entry of entries) counted = await countInBreaker(ledger, counted, entry);
	return counted;
}

/**
 * Opens the breaker where this plan's people, now counted, are too many. Gives the opening that this
 * call made, or null: of two functions that open it at once, the second finds it open.
 */
export async function openBreakerIfDue(
	ledger: Pick<BreakerLedger, 'breaker' | 'openBreaker'>,
	{ gate, entries }: Pick<SignInPlan, 'entries'> & Pick<PlanContext, 'gate'>,
	{ at, configuration }: { readonly at: number; readonly configuration: Configuration },
): Promise<BreakerOpening | null> {
	if (gate.isOpen) return null;
	const why = entries
		.map((entry) => whyOpensWith(gate, entry, configuration))
		.find((reason) => reason !== null);
	if (why === undefined) return null;
	const answer = await ledger.openBreaker({ why, at });
	return answer === 'opened' ? await ledger.breaker() : null;
}

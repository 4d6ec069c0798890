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
 * The only planner. It turns a judged sign-in into the requests that the ledger gets. The steps are
 * recallPlanContext, planSignIn, then submitRequests and countPlanned, then openBreakerIfDue.
 * Replay runs them one after the other over stores in memory; judge-sign-in runs them together with
 * its other calls over the table. Every step may run twice.
 */

/** What the planner reads for one sign-in, before or after it is judged. */
export interface PlanContext {
	readonly gate: BreakerGate;
	/** Other sessions of this caller that are contained already. */
	readonly sessionsMade: number;
}

/** Reads the circuit breaker and counts the session that was made, in one round of calls. */
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

/** The plan for one sign-in, and the part of it that goes to the ledger. */
export interface SignInPlan {
	/** Its `notContained` is `breaker-open` while the breaker is open. */
	readonly plan: Plan;
	/** The requests that go to the ledger; `state` is the state in which they begin. */
	readonly requests: readonly ContainmentRequest[];
	readonly state: SubmittedRequest['state'];
	/** The people to count. It is empty unless a rule may contain without a human. */
	readonly entries: readonly BreakerEntry[];
}

/**
 * Plans one judged sign-in. Nothing goes to the ledger in mode `observe`. In mode `ask` and while
 * the breaker is open the requests wait for a human. It is pure.
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
 * Answers whom the breaker counts. Sessions of one role count as one caller while their initiator
 * is unknown: the record that names the initiator may be late or in an external account, and one
 * attacker must not open the breaker by chaining roles from several sessions at once.
 */
function countedAs(person: string, { signIn, known }: Judged): string {
	const { principal, callerIssuer } = signIn;
	if (principal.kind !== 'role-session' || callerIssuer === null || known.initiator !== null)
		return person;
	return isIdentityCenterSession(principal, callerIssuer) ? person : `role:${callerIssuer}`;
}

/**
 * Puts the requests into the ledger, each on its own. The case is their occasion, so a repeat does
 * not make a second containment.
 */
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

/**
 * Counts the people of a plan. That is one person, rarely two: the caller, and a session whose
 * person is unknown.
 */
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
 * Opens the breaker if too many people are counted now that this plan's people are. Gives the
 * opening that this call made, or null. If two functions open it at once, the second finds it open
 * already and gets null, so the opening is told once.
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

import {
	type BreakerEntry,
	type BreakerGate,
	breakerEntry,
	whyOpensWith,
} from '../../shared/containment/breaker-gate.ts';
import type { ContainmentRequest } from '../../shared/containment/containment.ts';
import type { SubmittedRequest } from '../../shared/containment/ledger/ledger.ts';
import { type Plan, planContainment } from '../../shared/containment/plan-containment.ts';
import { isIdentityCenterSession } from '../../shared/sign-in/person-key.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';

/** What is to be requested, and how it begins. */
export interface Requests {
	/** With the breaker open, it says so. */
	readonly plan: Plan;
	readonly requested: readonly ContainmentRequest[];
	readonly state: SubmittedRequest['state'];
	/** People to count, where a rule may contain on its own. */
	readonly entries: readonly BreakerEntry[];
}

/**
 * The plan for one judged sign-in, and what of it goes to the ledger: nothing in mode `observe`; in mode `ask` it waits
 * for a human, and so it does behind an open breaker. Pure.
 */
export function planRequests(
	followed: Judged,
	{
		settings,
		gate,
		sessionsMade,
	}: { settings: JudgeSettings; gate: BreakerGate; sessionsMade: number },
): Requests {
	const { configuration } = settings;
	const plan = planContainment(followed, { ...settings, sessionsMade });
	if (plan.notContained === 'mode-ask')
		return { plan, requested: plan.requests, state: 'asked', entries: [] };
	if (plan.notContained !== null) return { plan, requested: [], state: 'requested', entries: [] };
	const people = [...new Set(plan.requests.map(({ person }) => countedAs(person, followed)))];
	const entries = people.map((person) => breakerEntry(person, followed, configuration));
	const opens = entries.some((entry) => whyOpensWith(gate, entry, configuration) !== null);
	if (!gate.isOpen && !opens)
		return { plan, requested: plan.requests, state: 'requested', entries };
	return {
		plan: { ...plan, notContained: 'breaker-open' },
		requested: plan.requests,
		state: 'held',
		entries,
	};
}

/**
 * Whom the breaker counts. A role's sessions are one caller while nobody knows who made them: their initiator's record may be
 * late, or he is in a external account, and one thief must not open the breaker by chaining from several at once.
 */
function countedAs(person: string, { signIn, known }: Judged): string {
	const { principal, callerIssuer } = signIn;
	if (principal.kind !== 'role-session' || callerIssuer === null || known.initiator !== null)
		return person;
	return isIdentityCenterSession(principal, callerIssuer) ? person : `role:${callerIssuer}`;
}

import type { Followed } from '../../shared/case/follow-sign-in.ts';
import {
	type BrakeEntry,
	type BrakeGate,
	brakeEntry,
	whyOpensWith,
} from '../../shared/containment/breaker-gate.ts';
import type { Wish } from '../../shared/containment/containment.ts';
import type { Wishing } from '../../shared/containment/ledger/ledger.ts';
import { type Plan, planContainment } from '../../shared/containment/plan-containment.ts';
import { isIdentityCenterSession } from '../../shared/sign-in/person-key.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';

/** What is to be wished, and how it begins. */
export interface Wishes {
	/** With the brake open, it says so. */
	readonly plan: Plan;
	readonly wished: readonly Wish[];
	readonly state: Wishing['state'];
	/** People to count, where a rule may contain on its own. */
	readonly entries: readonly BrakeEntry[];
}

/**
 * The plan for one judged sign-in, and what of it goes to the ledger: nothing in mode `observe`; in mode `ask` it waits
 * for a human, and so it does behind an open brake. Pure.
 */
export function planWishes(
	followed: Followed,
	{ settings, gate, sessionsMade }: { settings: JudgeSettings; gate: BrakeGate; sessionsMade: number },
): Wishes {
	const { configuration } = settings;
	const plan = planContainment(followed, { ...settings, sessionsMade });
	if (plan.notContained === 'mode-ask') return { plan, wished: plan.wishes, state: 'asked', entries: [] };
	if (plan.notContained !== null) return { plan, wished: [], state: 'wished', entries: [] };
	const people = [...new Set(plan.wishes.map(({ person }) => countedAs(person, followed)))];
	const entries = people.map((person) => brakeEntry(person, followed, configuration));
	const opens = entries.some((entry) => whyOpensWith(gate, entry, configuration) !== null);
	if (!gate.isOpen && !opens) return { plan, wished: plan.wishes, state: 'wished', entries };
	return { plan: { ...plan, notContained: 'brake-open' }, wished: plan.wishes, state: 'held', entries };
}

/**
 * Whom the brake counts. A role's sessions are one caller while nobody knows who made them: their maker's record may be
 * late, or he is in a foreign account, and one thief must not open the brake by chaining from several at once.
 */
function countedAs(person: string, { signIn, known }: Followed): string {
	const { principal, callerIssuer } = signIn;
	if (principal.kind !== 'role-session' || callerIssuer === null || known.sessionMaker !== null)
		return person;
	return isIdentityCenterSession(principal, callerIssuer) ? person : `role:${callerIssuer}`;
}

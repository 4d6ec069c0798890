import type { Followed } from '../../shared/case/follow-sign-in.ts';
import {
	type BrakeEntry,
	type BrakeGate,
	brakeEntry,
	whyOpensWith,
} from '../../shared/containment/brake-gate.ts';
import type { StoredCase } from '../../shared/containment/case-store.ts';
import type { Wish } from '../../shared/containment/containment.ts';
import type { Wishing } from '../../shared/containment/ledger.ts';
import { type Plan, planContainment } from '../../shared/containment/plan-containment.ts';
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
	{ settings, gate, stored }: { settings: JudgeSettings; gate: BrakeGate; stored: StoredCase | undefined },
): Wishes {
	const { configuration } = settings;
	const plan = planContainment(followed, { ...settings, sessionsMade: sessionsMade(followed, stored) });
	if (plan.notContained === 'mode-ask') return { plan, wished: plan.wishes, state: 'asked', entries: [] };
	if (plan.notContained !== null) return { plan, wished: [], state: 'wished', entries: [] };
	const people = [...new Set(plan.wishes.map(({ person }) => person))];
	const entries = people.map((person) => brakeEntry(person, followed, configuration));
	const opens = entries.some((entry) => whyOpensWith(gate, entry, configuration) !== null);
	if (!gate.isOpen && !opens) return { plan, wished: plan.wishes, state: 'wished', entries };
	return { plan: { ...plan, notContained: 'brake-open' }, wished: plan.wishes, state: 'held', entries };
}

/** Sessions of the caller that the case has wished already; not this sign-in's own, which may have been here before. */
function sessionsMade({ signIn }: Followed, stored: StoredCase | undefined): number {
	const wishes = stored?.plan.wishes ?? [];
	return wishes.filter(
		({ reason, selector }) =>
			reason === 'made-by-external-caller' && selector.value !== signIn.session?.userId,
	).length;
}

import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { Wish } from '../../shared/containment/containment.ts';
import type { Containment, Ending, Step, Trouble } from '../../shared/containment/ledger/ledger.ts';
import type { State } from '../../shared/containment/ledger/ledger-states.ts';
import { firstStep } from '../../shared/containment/ledger/ledger-requests.ts';
import type { Standing } from '../../shared/notification/card/standing.ts';
import { aFullPlan, stolenKeyPlan } from './a-case-plan.ts';
import { RESPONDER, RULE, TWO_TARGETS } from './a-submitted-request.ts';

const CASE_ID = '3fa9c1d07e';
/** When the wishes of the stolen key came: with its sign-in. */
export const CONTAINED_AT = Date.UTC(2026, 2, 3, 4, 35, 21);

export const NOT_REFERENCED: Trouble = {
	reason: 'not-referenced',
	mend: 'Reference the policy /eyes/eyes-containment in the permission set Admin, then contain again.',
};

/** A human's release, ten minutes later. */
export const RELEASED: Ending = { by: RESPONDER, at: CONTAINED_AT + 600_000, why: '재택 근무 중 VPN 미연결' };
export const EXPIRED: Ending = { by: { kind: 'clock' }, at: CONTAINED_AT + 12 * 3_600_000, why: null };

interface Shape {
	readonly state: State;
	readonly trouble?: Trouble | null;
	readonly ending?: Ending | null;
}

/** The containment of a wish of a rule, in this state on all of its targets. */
export function contained(wish: Wish, { state, trouble = null, ending = null }: Shape): Containment {
	const wishing = { wish, occasion: CASE_ID, caseId: CASE_ID, by: RULE, note: null, at: CONTAINED_AT };
	const { containment } = firstStep({ ...wishing, state: 'wished' });
	const targets = containment.targets.map((target) => ({ ...target, state, trouble }));
	return { ...containment, state, targets, ending };
}

/** Its history as far as a thread asks for it: the wish alone. */
export function wishedStep({ by, until, targets }: Containment): Step {
	const moves = targets.map(({ target }) => ({ target, from: null, to: 'wished' as const, trouble: null }));
	return { number: 1, kind: 'wished', at: CONTAINED_AT, by, moves, until, why: null, text: null };
}

/** The stolen key's user and session, contained and in this state. */
export function stolenKeyStanding(shape: Shape): Standing {
	const { wishes } = stolenKeyPlan();
	return standingOf({ wishes, notContained: [] }, shape);
}

/** The person of the device-code phishing: the SCP is effective, the management account's policy in this state. */
export function phishedStanding(shape: Shape): Standing {
	const wish: Wish = {
		person: 'user:777788889999/hyunwoo.jo',
		selector: { key: 'identitystore:UserId', value: '90676abcde-0123-4567-89ab-cdef01234567' },
		reach: 'outside',
		targets: TWO_TARGETS,
		until: CONTAINED_AT + 12 * 3_600_000,
		reason: 'external-sign-in',
	};
	const containment = contained(wish, shape);
	const [scp, ...others] = containment.targets;
	const targets =
		scp === undefined || shape.state !== 'failed'
			? containment.targets
			: [{ ...scp, state: 'effective' as const, trouble: null }, ...others];
	return {
		plan: { wishes: [wish], notContained: [] },
		containments: [{ ...containment, targets }],
		isKeyAsked: false,
	};
}

/** Everything that would be contained because of a plan is, in this state. */
export function standingOf(plan: CasePlan, shape: Shape): Standing {
	return { plan, containments: plan.wishes.map((wish) => contained(wish, shape)), isKeyAsked: false };
}

/** As full as it can be, with this text wherever one from outside may stand. */
export function aFullStanding(value: string, state: State, isEnding = false): Standing {
	const person = { kind: 'person', arn: value } as const;
	const plan = aFullPlan(value);
	const containments = plan.wishes.map((wish, at) => {
		const trouble = { reason: value, mend: `${value}${at}` };
		const ending = isEnding ? { by: person, at: CONTAINED_AT, why: `${value}${at}` } : null;
		return { ...contained(wish, { state, trouble, ending }), by: person, note: `${value}${at}` };
	});
	return { plan, containments, isKeyAsked: true };
}

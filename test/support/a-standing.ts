import type { CasePlan } from '../../shared/case/case-plan.ts';
import type { ContainmentRequest } from '../../shared/containment/containment.ts';
import type { Containment, Ending, Problem, Step } from '../../shared/containment/ledger/ledger.ts';
import { firstStep } from '../../shared/containment/ledger/ledger-requests.ts';
import type { State } from '../../shared/containment/ledger/ledger-states.ts';
import type { Standing } from '../../shared/notification/card/standing.ts';
import { aFullPlan, stolenKeyPlan } from './a-case-plan.ts';
import { RESPONDER, RULE, TWO_POLICIES } from './a-submitted-request.ts';

const CASE_ID = '3fa9c1d07e';
/** The time of the requests because of the stolen key: that of its sign-in. */
export const CONTAINED_AT = Date.UTC(2026, 2, 3, 4, 35, 21);

export const NOT_REFERENCED: Problem = {
	reason: 'not-referenced',
	remediation:
		'Reference the policy /eyes/eyes-containment in the permission set Admin, then contain again.',
};

/** A release by a human, ten minutes later. */
export const RELEASED: Ending = {
	by: RESPONDER,
	at: CONTAINED_AT + 600_000,
	why: '재택 근무 중 VPN 미연결',
};
export const EXPIRED: Ending = {
	by: { kind: 'clock' },
	at: CONTAINED_AT + 12 * 3_600_000,
	why: null,
};

interface Shape {
	readonly state: State;
	readonly problem?: Problem | null;
	readonly ending?: Ending | null;
}

/** The containment of a request of a rule, in this state on all of its policies. */
export function contained(
	request: ContainmentRequest,
	{ state, problem = null, ending = null }: Shape,
): Containment {
	const submitted = {
		request,
		occasion: CASE_ID,
		caseId: CASE_ID,
		by: RULE,
		note: null,
		at: CONTAINED_AT,
	};
	const { containment } = firstStep({ ...submitted, state: 'requested' });
	const policies = containment.policies.map((policy) => ({ ...policy, state, problem }));
	return { ...containment, state, policies, ending };
}

/** The history of a containment that was only requested. */
export function requestedStep({ by, until, policies }: Containment): Step {
	const moves = policies.map(({ policy }) => ({
		policy,
		from: null,
		to: 'requested' as const,
		problem: null,
	}));
	return {
		number: 1,
		kind: 'requested',
		at: CONTAINED_AT,
		by,
		moves,
		until,
		why: null,
		text: null,
	};
}

/** The stolen key's user and session, contained and in this state. */
export function stolenKeyStanding(shape: Shape): Standing {
	const { requests } = stolenKeyPlan();
	return standingOf({ requests, notContained: [] }, shape);
}

/** The user of the key that was used directly, contained and in this state. */
export function usedKeyStanding(shape: Shape): Standing {
	const requests = stolenKeyPlan().requests.slice(0, 1);
	return standingOf({ requests, notContained: [] }, shape);
}

/**
 * The case of device-code phishing: the SCP is effective, the management account's policy is in
 * this state.
 */
export function phishedStanding(shape: Shape): Standing {
	const request: ContainmentRequest = {
		person: 'user:777788889999/hyunwoo.jo',
		selector: { key: 'identitystore:UserId', value: '90676abcde-0123-4567-89ab-cdef01234567' },
		denyScope: 'untrusted-networks',
		policies: TWO_POLICIES,
		until: CONTAINED_AT + 12 * 3_600_000,
		reason: 'untrusted-sign-in',
	};
	const containment = contained(request, shape);
	const [scp, ...others] = containment.policies;
	const policies =
		scp === undefined || shape.state !== 'failed'
			? containment.policies
			: [{ ...scp, state: 'effective' as const, problem: null }, ...others];
	return {
		plan: { requests: [request], notContained: [] },
		containments: [{ ...containment, policies }],
		isKeyAsked: false,
	};
}

/** The standing of a plan whose requests are all contained, in this state. */
export function standingOf(plan: CasePlan, shape: Shape): Standing {
	return {
		plan,
		containments: plan.requests.map((request) => contained(request, shape)),
		isKeyAsked: false,
	};
}

/**
 * The largest possible standing, with this text in place of every text from an event or a person.
 */
export function aFullStanding(value: string, state: State, isEnding = false): Standing {
	const person = { kind: 'person', arn: value } as const;
	const plan = aFullPlan(value);
	const containments = plan.requests.map((request, at) => {
		const problem = { reason: value, remediation: `${value}${at}` };
		const ending = isEnding ? { by: person, at: CONTAINED_AT, why: `${value}${at}` } : null;
		return { ...contained(request, { state, problem, ending }), by: person, note: `${value}${at}` };
	});
	return { plan, containments, isKeyAsked: true };
}

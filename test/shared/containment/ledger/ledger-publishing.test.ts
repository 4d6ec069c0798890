import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../../shared/containment/ledger/ledger.ts';
import type { Outcome } from '../../../../shared/containment/ledger/ledger-policy.ts';
import {
	type PublishingOf,
	settlePolicy,
	startPublishing,
} from '../../../../shared/containment/ledger/ledger-publishing.ts';
import {
	approve,
	expire,
	firstStep,
	requestAgain,
} from '../../../../shared/containment/ledger/ledger-requests.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	REQUESTED_UNTIL,
} from '../../../support/a-submitted-request.ts';

const TROUBLE = { reason: 'too-large', remediation: 'Release another containment first.' };
const later = aSubmittedRequest({ request: { until: REQUESTED_UNTIL + 1 } });

const under = (generation: number, over: Partial<PublishingOf> = {}): PublishingOf => {
	const by = { kind: 'publisher', holder: `run-${generation}` } as const;
	return { policy: 'scp', generation, by, at: REQUESTED_AT, text: null, ...over };
};
const outcome = (state: Outcome['state'], problem: Outcome['problem'] = null): Outcome => {
	return { id: 'any', state, problem };
};
const settled = (state: Outcome['state'], problem: Outcome['problem'] = null, generation = 1) => {
	return (containment: Containment) =>
		settlePolicy(containment, outcome(state, problem), under(generation));
};

/** The containment after these steps. Each of them must change something. */
function requestedAnd(
	...steps: ((containment: Containment) => { containment: Containment } | null)[]
): Containment {
	return steps.reduce((containment, step) => {
		const next = step(containment);
		if (next === null) throw new Error(`a step changed nothing: ${step}`);
		return next.containment;
	}, firstStep(aSubmittedRequest()).containment);
}

describe('an outcome of a publisher', () => {
	it('that is carried out twice does not undo a human decision in between', () => {
		const refuse = settled('refused', TROUBLE);
		const approved = requestedAnd(refuse, (containment) => approve(containment, aDecision()));
		expect(refuse(approved)).toBeNull();
		expect(settled('refused', TROUBLE, 2)(approved)).toMatchObject({
			containment: { state: 'refused' },
		});
	});

	it('does not end what was requested again in the meantime', () => {
		const revived = requestedAnd(
			settled('effective'),
			(containment) => expire(containment, REQUESTED_UNTIL),
			(containment) => requestAgain(containment, later),
		);
		expect(settled('ended', null, 2)(revived)).toBeNull();
		expect(revived).toMatchObject({ state: 'requested', until: REQUESTED_UNTIL + 1 });
	});

	it('is recorded again only if the problem is different', () => {
		const failed = requestedAnd(settled('failed', TROUBLE));
		expect(settled('failed', TROUBLE, 2)(failed)).toBeNull();
		const other = { ...TROUBLE, reason: 'not-permitted' };
		expect(settled('failed', other, 2)(failed)).toMatchObject({
			containment: { policies: [{ problem: other }] },
		});
	});

	it.each(['held', 'asked'] as const)('cannot make effective what is %s', (state) => {
		const { containment } = firstStep(aSubmittedRequest({ state }));
		expect(settled('effective')(containment)).toBeNull();
		expect(startPublishing(containment, under(1))).toBeNull();
	});

	it('of a policy that the containment does not have changes nothing', () => {
		const { containment } = firstStep(aSubmittedRequest());
		expect(startPublishing(containment, under(1, { policy: MANAGEMENT }))).toBeNull();
		expect(
			settlePolicy(containment, outcome('effective'), under(1, { policy: MANAGEMENT })),
		).toBeNull();
	});
});

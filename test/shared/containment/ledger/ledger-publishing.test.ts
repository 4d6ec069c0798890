import { describe, expect, it } from 'vitest';
import type { Containment } from '../../../../shared/containment/ledger/ledger.ts';
import {
	type PublishingOf,
	settleTarget,
	startPublishing,
} from '../../../../shared/containment/ledger/ledger-publishing.ts';
import type { Outcome } from '../../../../shared/containment/ledger/ledger-policy.ts';
import {
	approve,
	expire,
	firstStep,
	wishAgain,
} from '../../../../shared/containment/ledger/ledger-requests.ts';
import { aDecision, aWishing, MANAGEMENT, WISHED_AT, WISHED_UNTIL } from '../../../support/a-submitted-request.ts';

const TROUBLE = { reason: 'too-large', mend: 'Release another containment first.' };
const later = aWishing({ wish: { until: WISHED_UNTIL + 1 } });

const under = (generation: number, over: Partial<PublishingOf> = {}): PublishingOf => {
	const by = { kind: 'publisher', holder: `run-${generation}` } as const;
	return { target: 'organization', generation, by, at: WISHED_AT, text: null, ...over };
};
const outcome = (state: Outcome['state'], trouble: Outcome['trouble'] = null): Outcome => {
	return { id: 'any', state, trouble };
};
const settled = (state: Outcome['state'], trouble: Outcome['trouble'] = null, generation = 1) => {
	return (containment: Containment) => settleTarget(containment, outcome(state, trouble), under(generation));
};

/** What a wish becomes by these steps, each of which must change something. */
function wishedAnd(
	...steps: ((containment: Containment) => { containment: Containment } | null)[]
): Containment {
	return steps.reduce((containment, step) => {
		const next = step(containment);
		if (next === null) throw new Error(`a step changed nothing: ${step}`);
		return next.containment;
	}, firstStep(aWishing()).containment);
}

describe('what a publisher saw', () => {
	it('carried out twice does not undo what a human decided in between', () => {
		const refuse = settled('refused', TROUBLE);
		const approved = wishedAnd(refuse, (containment) => approve(containment, aDecision()));
		expect(refuse(approved)).toBeNull();
		expect(settled('refused', TROUBLE, 2)(approved)).toMatchObject({ containment: { state: 'refused' } });
	});

	it('does not end what was wished again while it was being taken out', () => {
		const revived = wishedAnd(
			settled('effective'),
			(containment) => expire(containment, WISHED_UNTIL),
			(containment) => wishAgain(containment, later),
		);
		expect(settled('ended', null, 2)(revived)).toBeNull();
		expect(revived).toMatchObject({ state: 'wished', until: WISHED_UNTIL + 1 });
	});

	it('is said once more only where the trouble is another', () => {
		const failed = wishedAnd(settled('failed', TROUBLE));
		expect(settled('failed', TROUBLE, 2)(failed)).toBeNull();
		const other = { ...TROUBLE, reason: 'not-permitted' };
		expect(settled('failed', other, 2)(failed)).toMatchObject({
			containment: { targets: [{ trouble: other }] },
		});
	});

	it.each(['held', 'asked'] as const)('cannot make effective what is %s', (state) => {
		const { containment } = firstStep(aWishing({ state }));
		expect(settled('effective')(containment)).toBeNull();
		expect(startPublishing(containment, under(1))).toBeNull();
	});

	it('of a target that the containment does not have changes nothing', () => {
		const { containment } = firstStep(aWishing());
		expect(startPublishing(containment, under(1, { target: MANAGEMENT }))).toBeNull();
		expect(settleTarget(containment, outcome('effective'), under(1, { target: MANAGEMENT }))).toBeNull();
	});
});

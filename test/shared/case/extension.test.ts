import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extensionFor } from '../../../shared/case/extension.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import { firstStep } from '../../../shared/containment/ledger/ledger-requests.ts';
import type { State } from '../../../shared/containment/ledger/ledger-states.ts';
import { SEVERITIES, type Severity } from '../../../shared/verdict/verdict.ts';
import {
	aSubmittedRequest,
	REQUESTED_AT,
	REQUESTED_UNTIL,
} from '../../support/a-submitted-request.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { containment } = firstStep(aSubmittedRequest());
const inState = (state: State): Containment => ({
	...containment,
	policies: containment.policies.map((policy) => ({ ...policy, state })),
});
const aCase = (severity: Severity = 'high', answer: { by: string; at: number } | null = null) => {
	return { case: { severity }, answer };
};
const hours = (until: number | null) => (until === null ? null : (until - REQUESTED_UNTIL) / HOUR);

describe('the extension of an unanswered containment', () => {
	it.each([
		['two hours before its end', REQUESTED_UNTIL - 2 * HOUR, 12],
		['a moment earlier', REQUESTED_UNTIL - 2 * HOUR - 1, null],
		['at its end', REQUESTED_UNTIL, 12],
		['after its end, if reconcile did not run', REQUESTED_UNTIL + 5 * HOUR, 12],
		['so late that one step is not enough', REQUESTED_UNTIL + 11 * HOUR, 24],
	])('is due %s', (_, now, later) => {
		expect(hours(extensionFor(inState('effective'), aCase(), now))).toBe(later);
	});

	it('is due only for high and critical cases', () => {
		const extended = SEVERITIES.filter(
			(severity) =>
				extensionFor(inState('effective'), aCase(severity), REQUESTED_UNTIL - HOUR) !== null,
		);
		expect(extended).toEqual(['high', 'critical']);
	});

	it('is due if the containment is or will be in a policy, not if it waits for a human', () => {
		const states: State[] = [
			'held',
			'asked',
			'requested',
			'publishing',
			'effective',
			'failed',
			'refused',
			'ended',
		];
		const extended = states.filter(
			(state) => extensionFor(inState(state), aCase(), REQUESTED_UNTIL) !== null,
		);
		expect(extended).toEqual(['requested', 'publishing', 'effective', 'failed']);
	});

	it('is not due once a human has answered or the containment has ended', () => {
		const now = REQUESTED_UNTIL - HOUR;
		expect(
			extensionFor(inState('effective'), aCase('critical', { by: 'sora', at: 1 }), now),
		).toBeNull();
		const ending = { by: { kind: 'clock' }, at: now, why: null } as const;
		expect(extensionFor({ ...inState('effective'), ending }, aCase(), now)).toBeNull();
	});

	it('never goes beyond thirty days after the request, however often it is asked for', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(20 * HOUR), { maxLength: 80 }), (pauses) => {
				let now = REQUESTED_AT;
				let { until } = containment;
				for (const pause of pauses) {
					now += pause;
					const later = extensionFor({ ...inState('effective'), until }, aCase(), now);
					if (later === null) continue;
					expect(later).toBeGreaterThan(Math.max(until, now));
					until = later;
				}
				expect(until).toBeLessThanOrEqual(REQUESTED_AT + 30 * DAY);
			}),
		);
	});
});

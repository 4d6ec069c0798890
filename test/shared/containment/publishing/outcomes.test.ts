import { describe, expect, it } from 'vitest';
import {
	appliedOutcome,
	refusedOutcomes,
} from '../../../../shared/containment/publishing/outcomes.ts';
import { failed, retry } from '../../../../shared/containment/publishing/policy-publisher.ts';

describe('what is recorded of a containment', () => {
	it.each([
		[{ kind: 'too-large', refused: ['a', 'b'], limit: 6_144 }, 'too-large', '6144 characters'],
		[
			{ kind: 'malformed', refused: ['a'], problem: 'the end is not a time' },
			'malformed',
			'the end is not a time',
		],
		[{ kind: 'protected', refused: ['a'] }, 'protected', 'protects this principal'],
	] as const)(
		'that is refused has a reason and a remediation: %o',
		(refusal, reason, remediation) => {
			const outcomes = refusedOutcomes([refusal]);
			expect(outcomes.map(({ id }) => id)).toEqual(refusal.refused);
			for (const { state, problem } of outcomes) {
				expect(state).toBe('refused');
				expect(problem).toEqual({ reason, remediation: expect.stringContaining(remediation) });
			}
		},
	);

	it('follows from whether its policy applies, and is null while that is unknown', () => {
		expect(appliedOutcome({ id: 'a' }, { kind: 'applies' })).toEqual({
			id: 'a',
			state: 'effective',
			problem: null,
		});
		expect(appliedOutcome({ id: 'a' }, failed('principal-missing', 'Look.'))).toEqual({
			...{ id: 'a', state: 'failed' },
			problem: { reason: 'principal-missing', remediation: 'Look.' },
		});
		expect(appliedOutcome({ id: 'a' }, retry('busy'))).toBeNull();
	});
});

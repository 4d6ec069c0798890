import { describe, expect, it } from 'vitest';
import { judgeKeyAge } from '../../../shared/verdict/judge-key-age.ts';
import type { Reason } from '../../../shared/verdict/verdict.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';

const DAY = 86_400_000;
const untrusted: Reason = { code: 'untrusted-network', detail: '192.0.2.77' };
const withKey = (
	reasons: readonly Reason[] = [untrusted],
	outcome: 'success' | 'failure' = 'success',
) =>
	aJudgedSignIn({
		signIn: { event: 'GetSessionToken', outcome },
		verdict: {
			...{ severity: 'medium', reasons },
			credential: {
				...{ kind: 'access-key', ageDays: null, mfa: 'no', password: false },
				keyId: 'AKIAEXAMPLEKEY000001',
			},
		},
	});
const daysOld = (days: number, judged = withKey()) =>
	judgeKeyAge(judged, { createdAt: judged.signIn.time - days * DAY, limitDays: 90 });

describe('a verdict when the age of the key becomes known', () => {
	it('gets only the age of a young key', () => {
		const { verdict } = daysOld(12);
		expect(verdict).toMatchObject({ severity: 'medium', credential: { ageDays: 12 } });
		expect(verdict.reasons).toEqual([untrusted]);
	});

	it('is one step more severe for an old key, with the reason', () => {
		const { verdict } = daysOld(400.5);
		expect(verdict).toMatchObject({ severity: 'high', credential: { ageDays: 400.5 } });
		expect(verdict.reasons).toEqual([untrusted, { code: 'credential-too-old', detail: '400' }]);
	});

	it('is the same when it is judged twice', () => {
		expect(daysOld(400, daysOld(400))).toEqual(daysOld(400));
	});

	it.each([
		['an exempt user', withKey([untrusted, { code: 'exempt', detail: 'break-glass' }])],
		['a configured workload', withKey([untrusted, { code: 'workload', detail: 'configured' }])],
	])('is not more severe for %s', (_, judged) => {
		expect(daysOld(400, judged).verdict.severity).toBe('medium');
	});

	it('stays as it is if no session was obtained, or if IAM cannot tell', () => {
		expect(daysOld(400, withKey([untrusted], 'failure')).verdict.severity).toBe('medium');
		expect(judgeKeyAge(withKey(), { createdAt: null, limitDays: 90 })).toEqual(withKey());
	});
});

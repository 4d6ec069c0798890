import { describe, expect, it } from 'vitest';
import { judgeKeyAge } from '../../../shared/verdict/judge-key-age.ts';
import type { Reason } from '../../../shared/verdict/verdict.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';

const DAY = 86_400_000;
const external: Reason = { code: 'untrusted-network', detail: '192.0.2.77' };
const withKey = (
	reasons: readonly Reason[] = [external],
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

describe('a verdict whose key has an age at last', () => {
	it('says the age of a young key and nothing more', () => {
		const { verdict } = daysOld(12);
		expect(verdict).toMatchObject({ severity: 'medium', credential: { ageDays: 12 } });
		expect(verdict.reasons).toEqual([external]);
	});

	it('is a step worse for an old one, and says why', () => {
		const { verdict } = daysOld(400.5);
		expect(verdict).toMatchObject({ severity: 'high', credential: { ageDays: 400.5 } });
		expect(verdict.reasons).toEqual([external, { code: 'credential-too-old', detail: '400' }]);
	});

	it('is the same when it is judged twice', () => {
		expect(daysOld(400, daysOld(400))).toEqual(daysOld(400));
	});

	it.each([
		['exempt', withKey([external, { code: 'exempt', detail: 'break-glass' }])],
		['a configured workload', withKey([external, { code: 'workload', detail: 'configured' }])],
	])('is no worse for whoever is %s', (_, judged) => {
		expect(daysOld(400, judged).verdict.severity).toBe('medium');
	});

	it('stays as it is where no session was obtained, or where IAM cannot tell', () => {
		expect(daysOld(400, withKey([external], 'failure')).verdict.severity).toBe('medium');
		expect(judgeKeyAge(withKey(), { createdAt: null, limitDays: 90 })).toEqual(withKey());
	});
});

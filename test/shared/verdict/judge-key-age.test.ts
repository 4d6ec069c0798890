import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { withKeyAge } from '../../../shared/credential/judge-credential.ts';
import type { Known } from '../../../shared/history/history.ts';
import { NO_MAKERS } from '../../../shared/history/makers.ts';
import { establishFacts, judge } from '../../../shared/verdict/judge.ts';
import { judgeKeyAge } from '../../../shared/verdict/judge-key-age.ts';
import { ACCOUNT, assumeRole, deniedAssumeRole, UNTRUSTED } from '../../support/a-record.ts';
import { aSignInFrom } from '../../support/follow-records.ts';
import { someSettings } from '../../support/some-settings.ts';

const DAY = 86_400_000;

interface Given {
	readonly known?: Partial<Known>;
	readonly settings?: Partial<ConfigurationInput>;
	readonly record?: Readonly<Record<string, unknown>>;
}

/** Nothing is known of the person. */
const COLD: Known = {
	...{ person: `user:${ACCOUNT}/bora`, name: null, initiator: null, networks: [], newNetworks: 0 },
	isNewHere: false,
	actor: { kind: 'person', key: `user:${ACCOUNT}/bora`, sign: null },
	...{ personFailures: 0, failuresHere: 0, addressFailures: 0, addressNames: 0 },
	...{ isNameNewHere: true, copyOf: null, stepOf: null, login: null, tokenBefore: null },
	...{ consoleSignIn: null, isNewToEndpointAccount: false, used: null, ageReported: false },
	...{ witness: null, sessionOrigin: null, makers: NO_MAKERS },
};

/** The verdict where IAM tells in time, and the one where it tells afterwards. */
function bothWays(days: number | null, { known = {}, settings: over = {}, record = {} }: Given) {
	const signIn = aSignInFrom({ ...assumeRole({ sourceIPAddress: UNTRUSTED }), ...record });
	const settings = someSettings(over);
	const facts = establishFacts(signIn, settings);
	const createdAt = days === null ? null : signIn.time - days * DAY;
	const credential = withKeyAge(facts.credential, signIn, createdAt);
	const all = { ...COLD, ...known };
	const inTime = judge({ ...facts, credential }, all, settings).verdict;
	const { verdict } = judge(facts, all, settings);
	const late = (judged: { signIn: typeof signIn; verdict: typeof verdict }) =>
		judgeKeyAge(judged, { createdAt, limitDays: 90 });
	return { inTime, late: late({ signIn, verdict }), twice: late(late({ signIn, verdict })) };
}

const EXEMPT = {
	exemptions: [{ principal: 'bora', reason: 'break-glass', review: '2027-01-31' }],
};
const LISTED = {
	workloads: [{ role: `arn:aws:iam::${ACCOUNT}:role/ops/deploy`, reason: 'the nightly export' }],
};

describe('a verdict when the age of the key becomes known later', () => {
	it.each<[string, number | null, Given]>([
		['a young key', 12, {}],
		['an old key', 400.5, {}],
		['a key on the limit', 90, {}],
		['a key that IAM cannot find', null, {}],
		['an old key from a new network', 400, { known: { networks: ['office'] } }],
		['an old key without MFA after failures', 400, { known: { personFailures: 3 } }],
		['an old key of an exempt user', 400, { settings: EXEMPT }],
		['an old key of a listed workload', 400, { settings: LISTED }],
		['an old key of a failed attempt', 400, { record: deniedAssumeRole() }],
	])('is the same as in time, for %s', (_, days, given) => {
		const { inTime, late, twice } = bothWays(days, given);
		const { reasons, weights, ...rest } = inTime;
		expect(late.verdict).toMatchObject(rest);
		expect(late.verdict.reasons.map(({ code }) => code).toSorted()).toEqual(
			reasons.map(({ code }) => code).toSorted(),
		);
		expect(late.verdict.weights).toHaveLength(weights.length);
		expect(twice).toEqual(late);
	});

	it('is one step more severe for an old key, and never above the maximum of an exemption', () => {
		expect(bothWays(12, {}).late.verdict.severity).toBe('high');
		expect(bothWays(400, {}).late.verdict).toMatchObject({
			severity: 'critical',
			reasons: expect.arrayContaining([{ code: 'credential-too-old', detail: '400' }]),
		});
		expect(bothWays(400, { settings: EXEMPT }).late.verdict.severity).toBe('medium');
	});
});

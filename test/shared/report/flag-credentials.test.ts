import { describe, expect, it } from 'vitest';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import type { KeyActivity } from '../../../shared/report/credential-use.ts';
import type { UserCredentials } from '../../../shared/report/credentials.ts';
import { reportAccount } from '../../../shared/report/flag-credentials.ts';
import { aKey, anAccount, aUser, daysAgo } from '../../support/a-user.ts';
import { aConfiguration } from '../../support/some-settings.ts';

function flagged(
	users: readonly UserCredentials[],
	activity: KeyActivity | null = null,
	report: ConfigurationInput['report'] = {},
	use: ConfigurationInput['use'] = {},
) {
	const settings = aConfiguration({ report, use });
	return reportAccount(anAccount(users), settings, {
		activityOf: () => ({ history: activity, trail: null }),
		makerOf: () => null,
	});
}

/** `credential: code severity`, sorted. */
function linesOf(users: readonly UserCredentials[], activity: KeyActivity | null = null) {
	return flagged(users, activity)
		.credentials.flatMap(({ credential, findings }) =>
			findings.map(({ code, severity }) => `${credential}: ${code} ${severity}`),
		)
		.sort();
}

const aNeverUsedKey = (createdDaysAgo: number) =>
	aKey({ createdAt: daysAgo(createdDaysAgo), use: { kind: 'never' } });

function someActivity(over: Partial<KeyActivity> = {}): KeyActivity {
	return {
		calls: 3,
		networks: [{ network: 'office', classification: 'trusted', lastAt: daysAgo(1) }],
		networkCount: 1,
		services: ['s3'],
		actions: ['s3:GetObject'],
		programs: ['GitHub Actions'],
		runsOn: null,
		days: 2,
		sessions: 0,
		lastAt: daysAgo(1),
		...over,
	};
}

describe('what is flagged', () => {
	it.each([
		[90, []],
		[91, ['access-key-1: key-too-old medium']],
		[365, ['access-key-1: key-too-old medium']],
		[366, ['access-key-1: key-too-old high']],
	])('a key of %i days', (days, lines) => {
		expect(linesOf([aUser({ keys: [aKey({ createdAt: daysAgo(days) })] })])).toEqual(lines);
	});

	it('a key of a machine by its own limit', () => {
		const user = aUser({ user: 'ci-export', keys: [aKey({ createdAt: daysAgo(120) })] });
		const limits = { machineKeyDays: 180 };
		expect(flagged([user], null, { limits, machineUsers: ['ci-*'] }).credentials).toEqual([]);
		expect(flagged([user], null, { limits }).credentials).toHaveLength(1);
	});

	it('two active keys: less severe while one of them is new', () => {
		const old = aKey({ createdAt: daysAgo(80) });
		const withYounger = (days: number) => [
			aUser({ keys: [old, aKey({ slot: 2, createdAt: daysAgo(days) })] }),
		];
		expect(linesOf(withYounger(13))).toEqual(['user: two-active-keys info']);
		expect(linesOf(withYounger(14))).toEqual(['user: two-active-keys low']);
	});

	it('an inactive key from the change of its status on', () => {
		const inactive = (changedDaysAgo: number | null) =>
			aKey({
				...{ id: 'AKIAEXAMPLEINACTIVE1', status: 'inactive', createdAt: daysAgo(500) },
				changedAt: changedDaysAgo === null ? null : daysAgo(changedDaysAgo),
			});
		expect(linesOf([aUser({ keys: [inactive(89)] })])).toEqual([]);
		const kept = ['AKIAEXAMPLEINACTIVE1: inactive-key-kept low'];
		expect(linesOf([aUser({ keys: [inactive(90)] })])).toEqual(kept);
		expect(linesOf([aUser({ keys: [inactive(null)] })])).toEqual(kept);
	});

	it('a key that came with the console user and was never used', () => {
		const password = { isEnabled: true, usedAt: daysAgo(1), changedAt: daysAgo(20) };
		const user = aUser({ createdAt: daysAgo(20), hasMfa: true, password });
		expect(linesOf([{ ...user, keys: [aNeverUsedKey(20)] }])).toEqual([
			'access-key-1: key-at-setup info',
		]);
		expect(linesOf([{ ...user, keys: [aNeverUsedKey(18)] }])).toEqual([]);
	});

	it('a dormant user, but not one whose other credential was used', () => {
		const oldKey = aKey({
			createdAt: daysAgo(80),
			use: { kind: 'used', at: daysAgo(1), service: 's3', region: null },
		});
		const oldPassword = { isEnabled: true, usedAt: daysAgo(200), changedAt: daysAgo(400) };
		const alive = aUser({ hasMfa: true, password: oldPassword, keys: [oldKey] });
		expect(linesOf([alive])).toEqual(['password: password-unused medium']);
		expect(linesOf([{ ...alive, keys: [] }])).toEqual([
			'password: password-unused medium',
			'user: user-dormant high',
		]);
		const apiKey = {
			...{ id: 'ACCAEXAMPLE', service: 'bedrock.amazonaws.com', isActive: true },
			...{ createdAt: daysAgo(20), expiresAt: daysAgo(-20) },
		};
		expect(linesOf([{ ...alive, keys: [], serviceCredentials: [apiKey] }])).toEqual([
			'password: password-unused medium',
		]);
	});

	it('never says unused where nobody was asked about the use', () => {
		const key = aKey({ createdAt: daysAgo(80), use: { kind: 'unknown' } });
		expect(linesOf([aUser({ keys: [key] })])).toEqual([]);
	});

	it('service credentials: without an end only if they are long-term API keys', () => {
		const credential = (service: string, expiresDaysAgo: number | null) => ({
			...{ id: 'ACCAEXAMPLE', service, isActive: true, createdAt: daysAgo(10) },
			expiresAt: expiresDaysAgo === null ? null : daysAgo(expiresDaysAgo),
		});
		const found = (service: string, expires: number | null) =>
			linesOf([aUser({ serviceCredentials: [credential(service, expires)] })]);
		expect(found('logs.amazonaws.com', null)).toEqual([
			'ACCAEXAMPLE: service-credential-no-expiry high',
		]);
		expect(found('bedrock.amazonaws.com', -10_001)).toHaveLength(1);
		expect(found('bedrock.amazonaws.com', -10_000)).toEqual([]);
		expect(found('codecommit.amazonaws.com', null)).toEqual([]);
	});

	it('root only by the rules of root, also if the report hides its password', () => {
		const root = aUser({
			user: '<root_account>',
			password: { isEnabled: null, usedAt: daysAgo(500), changedAt: null },
			keys: [aKey({ createdAt: daysAgo(1393) }), aKey({ slot: 2, status: 'inactive' })],
		});
		expect(linesOf([root])).toEqual([
			'access-key-1: root-key critical',
			'user: root-no-mfa critical',
		]);
		const bare = { ...root, keys: [], password: { ...root.password, isEnabled: false } };
		expect(linesOf([bare])).toEqual([]);
	});

	it('a key that was used from an untrusted network within 90 days', () => {
		const user = aUser({ keys: [aKey({ id: 'AKIAEXAMPLE000000001' })] });
		const away = (days: number) =>
			someActivity({
				networks: [{ network: '192.0.2.7', classification: 'untrusted', lastAt: daysAgo(days) }],
			});
		expect(linesOf([user], away(90))).toEqual(['AKIAEXAMPLE000000001: key-untrusted-use high']);
		expect(linesOf([user], away(91))).toEqual([]);
		expect(linesOf([user], someActivity())).toEqual([]);
	});

	it('a key that only one kind of machine uses', () => {
		const user = aUser({ keys: [aKey({ id: 'AKIAEXAMPLE000000001' })] });
		const onCi = someActivity({ runsOn: 'GitHub Actions' });
		expect(flagged([user], onCi).credentials[0]?.findings[0]).toMatchObject({
			code: 'could-be-role',
			detail: 'GitHub Actions',
		});
		expect(linesOf([user], someActivity({ runsOn: null }))).toEqual([]);
	});
});

describe('what is counted', () => {
	it('active keys by their age, root among them', () => {
		const ages = [0, 90, 91, 180, 181, 365, 366, 730, 731, 5000];
		const users = ages.map((age) =>
			aUser({ user: `user-${age}`, keys: [aKey({ createdAt: daysAgo(age) })] }),
		);
		const inactive = aUser({ user: 'off', keys: [aKey({ status: 'inactive' })] });
		expect(flagged([...users, inactive])).toMatchObject({
			...{ users: 11, activeKeys: 10, ageBands: [2, 2, 2, 2, 2], oldestKeyDays: 5000 },
		});
	});

	it('nothing if there is nothing', () => {
		expect(flagged([])).toMatchObject({ users: 0, oldestKeyDays: null, credentials: [] });
	});
});

describe('the keys of a user whose use from anywhere is expected', () => {
	const untrusted = {
		networks: [{ network: '192.0.2.77', classification: 'untrusted', lastAt: daysAgo(1) }],
	} as const;
	const user = aUser({ keys: [aKey({ id: 'AKIAEXAMPLEPARTNER01', createdAt: daysAgo(5) })] });
	const except = (review: string, principal = user.arn) => ({
		except: [{ principal, reason: 'partner import', review }],
	});
	const found = (use: ConfigurationInput['use']) =>
		flagged([user], someActivity(untrusted), {}, use).credentials.flatMap(({ findings }) =>
			findings.filter(({ code }) => code === 'use-excepted' || code === 'key-untrusted-use'),
		);
	const day = (days: number) => new Date(daysAgo(days)).toISOString().slice(0, 10);

	it('stand there with the reason and the day of the review, and ask for nothing', () => {
		expect(found(except(day(-30)))).toEqual([
			expect.objectContaining({ code: 'key-untrusted-use', severity: 'info' }),
			{
				...{ code: 'use-excepted', severity: 'info', detail: 'partner import' },
				dueAt: Date.parse(day(-30)),
			},
		]);
	});

	it('need action when the day of the review has passed', () => {
		expect(found(except(day(2)))).toContainEqual(
			expect.objectContaining({ code: 'use-excepted', severity: 'medium' }),
		);
		expect(found(except(day(0)))).toContainEqual(
			expect.objectContaining({ code: 'use-excepted', severity: 'info' }),
		);
	});

	it('are only those of that user', () => {
		const others = except(day(-30), 'arn:aws:iam::111122223333:user/somebody-else');
		expect(found(others).map(({ code, severity }) => [code, severity])).toEqual([
			['key-untrusted-use', 'high'],
		]);
	});
});

import { describe, expect, it } from 'vitest';
import { LogPlanner, type PlanOutcome } from '../../../cli/replay/plan-log.ts';
import type { Mode } from '../../../shared/configuration/configuration.ts';
import { whyBreakerOpens } from '../../../shared/containment/breaker.ts';
import { renderDenyDocument } from '../../../shared/containment/document/deny-document.ts';
import type { UserAge } from '../../../shared/credential/user-age.ts';
import { someOptions } from '../../support/a-containment.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	making,
	OTHER_ACCOUNT,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { deliveringAccounts, followRecords } from '../../support/follow-records.ts';
import { aConfiguration, someSettings } from '../../support/some-settings.ts';

type Fields = Record<string, unknown>;

const { breaker } = aConfiguration().containment;
const counted = (count: number, isOlder: boolean, accounts = 1) =>
	Array.from({ length: count }, (_, n) => ({
		...{ slot: 0, actor: `${isOlder ? 'older' : 'unknown'} ${n}`, isOlder },
		account: `${n % accounts}`,
	}));
const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);

interface Given {
	readonly older?: number;
	readonly unknown?: number;
	/** So many of each come from one network, and are known from trusted ones. */
	readonly moved?: number;
	readonly staff?: number;
}

describe('the breaker', () => {
	it.each<[string, Given, string | null]>([
		['nobody', {}, null],
		['four people whose credentials are old', { older: 4 }, null],
		['five of them', { older: 5 }, 'people'],
		['seven of unknown age', { unknown: 7 }, null],
		['eight of unknown age', { unknown: 8 }, 'people'],
		['four old ones and three more', { older: 4, unknown: 3 }, null],
		['four old ones and four more', { older: 4, unknown: 4 }, 'people'],
		['four old ones from one unknown network', { older: 4, moved: 4 }, 'moved'],
		['six of unknown age from one unknown network', { unknown: 6, moved: 6 }, null],
		['seven of unknown age from one unknown network', { unknown: 7, moved: 7 }, 'moved'],
		['three old ones, who may be one attacker', { older: 3, moved: 3 }, null],
		['four old ones of a staff of forty', { older: 4, staff: 40 }, 'share'],
		['seven of unknown age of a staff of forty', { unknown: 7, staff: 40 }, 'share'],
		['four old ones of a staff of four hundred', { older: 4, staff: 400 }, null],
		['three of a staff of ten, who may be one attacker', { older: 3, staff: 10 }, null],
	])('for %s: %o is %s', (_, { older = 0, unknown = 0, moved = 0, staff }, why) => {
		const all = [...counted(older, true), ...counted(unknown, false)];
		const window = { all, moved: all.slice(0, moved) };
		expect(whyBreakerOpens(window, { ...breaker, staff: staff ?? null })).toBe(why);
	});

	it('opens for people of many accounts', () => {
		const limits = { ...breaker, people: 10, accounts: 4 };
		expect(whyBreakerOpens({ all: counted(4, true, 4), moved: [] }, limits)).toBe('accounts');
		expect(whyBreakerOpens({ all: counted(6, false, 6), moved: [] }, limits)).toBe(null);
		expect(whyBreakerOpens({ all: counted(7, false, 7), moved: [] }, limits)).toBe('accounts');
	});
});

/** IAM tells that everybody is old. */
const OLD: UserAge = { user: 1, credential: 1 };

/**
 * Follows a log in mode `contain`. Gives which plans were held, and how often the breaker opened.
 */
async function contain(
	records: Fields[],
	age: UserAge | null = OLD,
	modes: Readonly<Record<string, Mode>> = {},
) {
	const settings = someSettings({
		containment: { mode: 'contain', modes, policyType: 'scp', managementAccount: '777788889999' },
	});
	const planner = new LogPlanner(settings.configuration);
	const { followed } = await followRecords(records, settings, () => age);
	const outcomes: PlanOutcome[] = [];
	const ownAccounts = new Set(deliveringAccounts(records));
	for (const one of followed)
		outcomes.push(await planner.follow(one, { ...settings, ownAccounts }));
	return {
		held: outcomes.filter(({ notContained }) => notContained === 'breaker-open').length,
		opened: outcomes.flatMap(({ breakerOpened }) => breakerOpened ?? []),
		active: planner.containments.activeFor('scp', Date.parse('2026-03-03T01:59:59Z')),
	};
}

const at = (n: number) => ({
	eventTime: `2026-03-03T01:${String(n % 60).padStart(2, '0')}:00Z`,
	sourceIPAddress: UNTRUSTED,
});
const morning = (name: string) =>
	consoleLogin({ eventTime: '2026-03-03T00:10:00Z', userIdentity: iamUser(name) });

function loop(n: number, name: string): Fields {
	const session = `s${n}`;
	return assumeRole({
		...at(n),
		userIdentity: { ...iamUser(name), accessKeyId: 'AKIAEXAMPLE' },
		requestParameters: { roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`, roleSessionName: session },
		responseElements: { assumedRoleUser: { assumedRoleId: `AROADEPLOYEXAMPLE0001:${session}` } },
	});
}

describe('an attacker', () => {
	it('with one key cannot open the breaker by looping over session names', async () => {
		const got = await contain([
			morning('bora'),
			...Array.from({ length: 50 }, (_, n) => loop(n, 'bora')),
		]);
		expect(got).toMatchObject({ held: 0, opened: [] });
		expect(got.active).toHaveLength(11);
	});

	it('with three stolen keys of people known from trusted networks cannot open it either', async () => {
		const keys = ['bora', 'sora', 'nari'];
		const got = await contain([
			...keys.map(morning),
			...Array.from({ length: 45 }, (_, n) => loop(n, keys[n % 3] ?? '')),
		]);
		expect(got).toMatchObject({ held: 0, opened: [] });
		expect(got.active).toHaveLength(33);
	});

	it('with 2,000 sessions of one key in three accounts leaves room to deny the next one', async () => {
		const accounts = [ACCOUNT, OTHER_ACCOUNT, '333344445555'];
		const flood = Array.from({ length: 2_000 }, (_, n) => {
			const account = accounts[n % 3] ?? '';
			const role = `arn:aws:iam::${account}:role/deploy`;
			return {
				...loop(n, 'bora'),
				requestParameters: { roleArn: role, roleSessionName: `s${n}` },
				responseElements: { assumedRoleUser: { assumedRoleId: `AROA${account}0001:s${n}` } },
			};
		});
		const { active } = await contain([...flood, { ...loop(2_000, 'ari'), ...at(59) }]);
		const now = Date.parse('2026-03-03T01:59:59Z');
		const { text, refusals } = renderDenyDocument(active, { ...someOptions(), now });
		expect(refusals).toEqual([]);
		expect(active).toHaveLength(11 + 2);
		expect(text).toContain('AIDAARIEXAMPLE0001');
		expect(text).toContain('AROADEPLOYEXAMPLE0001:s2000');
	});

	it.each(['observe', 'ask'] as const)(
		'whose sessions are not denied because of mode %s has as many places where rules contain',
		async (mode) => {
			const watched = Array.from({ length: 12 }, (_, n) => loop(n, 'bora'));
			const calling = {
				...loop(13, 'bora'),
				recipientAccountId: OTHER_ACCOUNT,
				userIdentity: roleSession('deploy', 's11', {
					...{ principalId: 'AROADEPLOYEXAMPLE0001:s11', accountId: OTHER_ACCOUNT },
				}),
			};
			const { active } = await contain([...watched, calling], OLD, { [ACCOUNT]: mode });
			expect(active.map(({ selector }) => selector.value)).toEqual([
				'AROADEPLOYEXAMPLE0001:s11',
				'AROADEPLOYEXAMPLE0001:s13',
			]);
		},
	);

	it('who came while the breaker was open has as many places once it is closed', async () => {
		const office = names(5).map((name) => consoleLogin({ ...at(0), userIdentity: iamUser(name) }));
		const held = Array.from({ length: 12 }, (_, n) => loop(n + 1, 'bora'));
		const later = { ...loop(13, 'bora'), eventTime: '2026-03-03T02:30:00Z' };
		const { active } = await contain([...office, ...held, later]);
		expect(active.map(({ selector }) => selector.value)).toContain('AROADEPLOYEXAMPLE0001:s13');
	});

	it('who makes 200 users leaves room, too', async () => {
		const users = Array.from({ length: 200 }, (_, n) => [
			making('CreateUser', {
				...at(0),
				responseElements: { user: { userName: `u${n}`, userId: `AIDAMADEEXAMPLE${1_000 + n}` } },
			}),
			consoleLogin({
				...at(1 + (n % 50)),
				userIdentity: { ...iamUser(`u${n}`), principalId: `AIDAMADEEXAMPLE${1_000 + n}` },
			}),
		]).flat();
		const got = await contain(users, null);
		expect(got).toMatchObject({ held: 0, opened: [] });
		expect(got.active).toHaveLength(10);
	});

	it('who chains roles counts as one person', async () => {
		const chain = Array.from({ length: 20 }, (_, n) =>
			assumeRole({
				...at(n + 1),
				userIdentity: roleSession('deploy', `c${n}`, {
					principalId: `AROADEPLOYEXAMPLE0001:c${n}`,
				}),
				responseElements: { assumedRoleUser: { assumedRoleId: `AROADEPLOYEXAMPLE0001:c${n + 1}` } },
			}),
		);
		const first = assumeRole({
			...at(0),
			responseElements: { assumedRoleUser: { assumedRoleId: 'AROADEPLOYEXAMPLE0001:c0' } },
		});
		expect(await contain([first, ...chain])).toMatchObject({ held: 0, opened: [] });
	});
});

describe('an office whose address changed', () => {
	it('opens the breaker once, before the company is locked out', async () => {
		const staff = names(12);
		const got = await contain([
			...staff.map(morning),
			...staff.map((name, n) => consoleLogin({ ...at(n), userIdentity: iamUser(name) })),
		]);
		expect(got).toMatchObject({ held: 9, opened: ['moved'] });
		expect(got.active).toHaveLength(3);
	});

	it('opens it at the full hour as at any other time', async () => {
		const around = names(8).map((name, n) =>
			consoleLogin({
				eventTime: n < 4 ? '2026-03-03T00:59:30Z' : '2026-03-03T01:00:30Z',
				...{ sourceIPAddress: UNTRUSTED, userIdentity: iamUser(name) },
			}),
		);
		expect(await contain(around, null)).toMatchObject({ held: 1, opened: ['people'] });
		expect(await contain(around.toReversed())).toMatchObject({ held: 4, opened: ['people'] });
	});

	it('does not open it with people who come longer than a window apart', async () => {
		const all = names(8).map((name, n) =>
			consoleLogin({
				eventTime: `2026-03-03T0${1 + Math.floor(n / 4)}:${n < 4 ? '00' : '01'}:00Z`,
				...{ sourceIPAddress: UNTRUSTED, userIdentity: iamUser(name) },
			}),
		);
		expect(await contain(all)).toMatchObject({ held: 0, opened: [] });
	});
});

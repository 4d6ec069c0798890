import { describe, expect, it } from 'vitest';
import { LogPlanner, type PlanOutcome } from '../../../cli/replay/plan-log.ts';
import { whyBreakerOpens } from '../../../shared/containment/breaker.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { deliveringAccounts, followRecords } from '../../support/follow-records.ts';
import { aConfiguration, someSettings } from '../../support/some-settings.ts';

type Fields = Record<string, unknown>;

const { breaker } = aConfiguration().containment;
const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);

describe('the breaker', () => {
	it.each([
		['nobody', { people: 0 }, null],
		['four people of one account', { people: 4 }, null],
		['five people', { people: 5 }, 'people'],
		[
			'four people known from trusted networks, from one unknown network',
			{ people: 4, moved: 4 },
			'moved',
		],
		[
			'three people known from trusted networks, which may be one attacker',
			{ people: 3, moved: 3 },
			null,
		],
		['four people of a staff of forty', { people: 4, staff: 40 }, 'share'],
		['four people of a staff of four hundred', { people: 4, staff: 400 }, null],
		['three people of a staff of ten: which may be one attacker', { people: 3, staff: 10 }, null],
	])(
		'for %s: %o is %s',
		(_, {
			people,
			moved = 0,
			staff = null,
		}: { people: number; moved?: number; staff?: number | null }, why) => {
			const window = { people: names(people), accounts: ['a'], movedPeople: names(moved) };
			expect(whyBreakerOpens(window, { ...breaker, staff })).toBe(why);
		},
	);

	it('opens for people of many accounts', () => {
		const window = { people: names(4), accounts: names(4), movedPeople: [] };
		expect(whyBreakerOpens(window, { ...breaker, people: 10, accounts: 4 })).toBe('accounts');
	});
});

/**
 * Follows a log in mode `contain`. Gives which plans were held, and how often the breaker opened.
 */
async function contain(records: Fields[]) {
	const settings = someSettings({
		containment: { mode: 'contain', policyType: 'scp', managementAccount: '777788889999' },
	});
	const planner = new LogPlanner(settings.configuration);
	const { followed } = await followRecords(records, settings);
	const outcomes: PlanOutcome[] = [];
	for (const one of followed)
		outcomes.push(
			await planner.follow(one, { ...settings, ownAccounts: new Set(deliveringAccounts(records)) }),
		);
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
});

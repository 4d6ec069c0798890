import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../shared/case/case.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	deniedAssumeRole,
	iamUser,
	OFFICE,
	portalEvent,
	roleSession,
	rootIdentity,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { followLast, followRecords } from '../../support/follow-records.ts';

type Fields = Record<string, unknown>;

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const hidden = { type: 'IAMUser', accountId: ACCOUNT, userName: HIDDEN };
const numbers = (most: number) => Array.from({ length: most }, (_, n) => n);
const account = (n: number) => String(100_000_000_000 + n);

/** The n-th record of an attack, one every ten seconds. */
const at = (n: number, over: Fields = {}): Fields => ({
	eventTime: new Date(Date.UTC(2026, 2, 3, 1) + n * 10_000).toISOString(),
	sourceIPAddress: UNTRUSTED,
	...over,
});
const from = (n: number) => ({ sourceIPAddress: `192.0.2.${n}` });
const guess = (n: number, over: Fields = {}) => consoleLogin(at(n, over), 'Failure');

async function messages(records: readonly Fields[]): Promise<Case[]> {
	return (await followRecords(records)).cases.filter(({ needsMessage }) => needsMessage);
}

describe('guessing', () => {
	it('of one name from many addresses is one message, with every failure', async () => {
		const told = await messages(numbers(40).map((n) => guess(n, from(n))));
		expect(told).toMatchObject([{ name: 'bora', failures: 40, severity: 'medium' }]);
		expect(told[0]?.reasons.map(({ code }) => code)).toContain('many-addresses');
	});

	it('of a directory user is counted as that of an IAM user', async () => {
		const told = await messages(
			numbers(20).map((n) =>
				portalEvent(
					'CredentialVerification',
					at(n, { ...from(n), serviceEventDetails: { CredentialVerification: 'Failure' } }),
				),
			),
		);
		expect(told).toHaveLength(1);
	});

	it('of one name by several attempts from each address is one message', async () => {
		const told = await messages(numbers(200).map((n) => guess(n, from(Math.floor(n / 8)))));
		expect(told).toHaveLength(1);
	});

	it('of hidden names in one account from many addresses is one message', async () => {
		const told = await messages(
			numbers(40).map((n) => guess(n, { ...from(n), userIdentity: hidden })),
		);
		expect(told).toMatchObject([{ subject: 'address', severity: 'medium', failures: 39 }]);
	});

	it('of hidden names in many accounts from one address is one message', async () => {
		const told = await messages(
			numbers(40).map((n) =>
				guess(n, {
					recipientAccountId: account(n),
					userIdentity: { ...hidden, accountId: account(n) },
				}),
			),
		);
		expect(told).toMatchObject([{ subject: 'address', name: UNTRUSTED, failures: 40 }]);
	});

	it.each([
		['one account from many addresses', (n: number) => ({ ...root(0), ...from(n) })],
		['many accounts from one address', (n: number) => root(n)],
		['many accounts from many addresses', (n: number) => ({ ...root(n), ...from(n) })],
	])('of the root of %s is few messages', async (_, over) => {
		const told = await messages(numbers(40).map((n) => guess(n, over(n))));
		expect(told.length).toBeLessThanOrEqual(2);
		expect(told.map(({ severity }) => severity)).toContain('high');
	});

	it('of many names from many addresses is few messages', async () => {
		const told = await messages(
			numbers(600).map((n) => {
				const name = `user${n % 100}`;
				return guess(n, { ...from(Math.floor(n / 100)), userIdentity: iamUser(name) });
			}),
		);
		expect(told.length).toBeGreaterThan(0);
		expect(told.length).toBeLessThanOrEqual(5);
	});

	it('is not seen in what colleagues mistype in the office', async () => {
		const office = { sourceIPAddress: OFFICE };
		expect(await messages(numbers(30).map((n) => guess(n, office)))).toEqual([]);
		const home = [...numbers(4).map((n) => guess(n, office)), guess(4)];
		expect(await messages(home)).toEqual([]);
		const success = await followLast([
			...numbers(4).map((n) => guess(n, office)),
			consoleLogin(at(4)),
		]);
		expect(success.verdict.reasons.map(({ code }) => code)).not.toContain('failures-then-success');
	});

	it.each([
		['the same address', 0],
		['another address', 9],
	])('that ends with a success from %s is told a second time, as worse', async (_, address) => {
		const told = await messages([
			...numbers(6).map((n) => guess(n, from(address === 0 ? 0 : n))),
			consoleLogin(at(6, from(address))),
		]);
		expect(told).toMatchObject([
			{ failures: 6, successes: 0 },
			{ failures: 0, successes: 1, severity: 'high' },
		]);
		expect(told[1]?.reasons.map(({ code }) => code)).toContain('failures-then-success');
	});

	it('of one name is one message, whatever the addresses', async () => {
		const addresses = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 5, maxLength: 80 });
		await fc.assert(
			fc.asyncProperty(addresses, async (drawn) => {
				const told = await messages(drawn.map((address, n) => guess(n, from(address))));
				expect(told).toHaveLength(1);
			}),
			{ numRuns: 50 },
		);
	});
});

const root = (n: number) => ({
	recipientAccountId: account(n),
	userIdentity: rootIdentity(account(n)),
});

describe('a denied role', () => {
	const session = { userIdentity: roleSession('ops', 'x') };
	const assumeRoot = { eventName: 'AssumeRoot', requestParameters: { targetPrincipal: ACCOUNT } };

	it.each<[string, Fields, boolean, string]>([
		['from an untrusted network is counted', session, false, 'low'],
		['of root is told as high', { ...assumeRoot, ...session }, true, 'high'],
		[
			'of root is told, whatever the error says',
			{ ...assumeRoot, ...session, errorCode: 'ValidationError' },
			true,
			'high',
		],
		['from the office is not', { sourceIPAddress: OFFICE }, false, 'info'],
		['of root from the office is not', { ...assumeRoot, sourceIPAddress: OFFICE }, false, 'info'],
		['from an unknown place is not', { sourceIPAddress: '10.0.0.9' }, false, 'low'],
		[
			'of root from an unknown place is told',
			{ ...assumeRoot, sourceIPAddress: '10.0.0.9' },
			true,
			'high',
		],
		[
			'by a credential that has ended is not',
			{ ...session, errorCode: 'ExpiredToken', errorMessage: 'x' },
			false,
			'low',
		],
	])('%s', async (_, over, posted, severity) => {
		const { verdict } = await followLast([deniedAssumeRole(at(0, over))]);
		expect(verdict).toMatchObject({ posted, severity });
		expect(verdict.disposition).toBe(verdict.network.name === 'office' ? 'record' : 'watch');
	});

	it('of a job that runs for hours is one message, whatever its sessions are called', async () => {
		const job = (n: number) =>
			deniedAssumeRole(at(n * 5, { userIdentity: roleSession('cron', `job-${n * 7919}`) }));
		expect(await messages(numbers(60).map(job))).toMatchObject([{ failures: 60 }]);
	});

	it('of a session that is used from many addresses is one message', async () => {
		const told = await messages(
			numbers(40).map((n) => deniedAssumeRole(at(n, { ...from(n), ...session }))),
		);
		expect(told).toMatchObject([{ failures: 40 }]);
	});

	it('of a key is a use of it, and one message after ten addresses, as a sign-in is', async () => {
		const told = await messages(numbers(40).map((n) => deniedAssumeRole(at(n, from(n)))));
		expect(told).toHaveLength(11);
		expect(told.at(-1)).toMatchObject({ failures: 30, uses: { calls: 30, denied: 30 } });
	});

	it('of a key in a loop is one case, and history counts the failures', async () => {
		const { followed, cases } = await followRecords(
			numbers(20).map((n) => deniedAssumeRole(at(n))),
		);
		expect(cases).toMatchObject([{ failures: 1, successes: 0, uses: { calls: 20, denied: 20 } }]);
		expect(followed.map(({ verdict }) => verdict.disposition)).toEqual([
			'alert',
			...Array(19).fill('record'),
		]);
		expect(followed.at(-1)?.known).toMatchObject({ personFailures: 19, addressFailures: 19 });
	});

	it('is not reset by a new session name: the sessions of one role are counted together', async () => {
		const { verdict } = await followLast(
			numbers(5).map((n) =>
				deniedAssumeRole(
					at(n, {
						sourceIPAddress: '10.0.0.9',
						userIdentity: roleSession('cron', `x${n}`),
					}),
				),
			),
		);
		expect(verdict).toMatchObject({ posted: true, disposition: 'watch' });
	});

	it('of a session is the case of its known initiator', async () => {
		const sessions = ['x1', 'x2'].map((name) =>
			roleSession('deploy', name, { principalId: `AROADEPLOYEXAMPLE0001:${name}` }),
		);
		const made = (n: number, name: string) =>
			assumeRole(
				at(n, {
					responseElements: {
						assumedRoleUser: { assumedRoleId: `AROADEPLOYEXAMPLE0001:${name}` },
					},
				}),
			);
		const told = await messages([
			...['x1', 'x2'].map((name, n) => made(n, name)),
			...[...sessions, ...sessions, ...sessions].map((userIdentity, n) =>
				deniedAssumeRole(at(5 + n, { userIdentity })),
			),
		]);
		expect(told).toMatchObject([
			{ successes: 2, failures: 0 },
			{ successes: 0, failures: 6, name: expect.stringContaining('bora') },
		]);
	});
});

describe('a device code that nobody has confirmed yet', () => {
	const asked = (n: number, errorCode = 'AuthorizationPendingException') =>
		portalEvent('CreateToken', at(n, { errorCode }));

	it('is a step: asking for its token often is no guessing', async () => {
		const { followed } = await followRecords([
			...numbers(20).map((n) => asked(n)),
			asked(20, 'SlowDownException'),
			portalEvent('CreateToken', at(21)),
		]);
		const verdicts = followed.map(({ verdict }) => verdict);
		for (const verdict of verdicts.slice(0, -1))
			expect(verdict).toMatchObject({ disposition: 'record', posted: false });
		expect(verdicts.at(-1)?.reasons.map(({ code }) => code)).toEqual(['untrusted-network']);
	});

	it('is a failure with every other error', async () => {
		const { verdict } = await followLast([asked(0, 'AccessDeniedException')]);
		expect(verdict.disposition).toBe('watch');
	});
});

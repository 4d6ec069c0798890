import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	making,
	OFFICE,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { deliverBatch } from '../../support/deliver-uses.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { casesOf, HUB_ACCOUNT } from '../../support/judge-deps.ts';
import { requestsTo } from '../../support/requests-to.ts';
import { calls, given, T0, use, usesOf } from '../../support/use-world.ts';

type Fields = Readonly<Record<string, unknown>>;

const dynamo = withDynamo();
const STS = { eventSource: 'sts.amazonaws.com' };
const SECRETS = { eventSource: 'secretsmanager.amazonaws.com' };

function alertsOf({ heard }: ReturnType<typeof given>): string[] {
	return heard.counted.filter((one) => one === 'SignIn alert');
}

/** The session in which a function of ours works in an account. */
function ownSession(path: string, account: string): Fields {
	const name = path.replace('eyes/', '');
	return {
		type: 'AssumedRole',
		principalId: 'AROAREADER22222222222:eyes-judge-credential-use',
		arn: `arn:aws:sts::${account}:assumed-role/${name}/eyes-judge-credential-use`,
		...{ accountId: account, accessKeyId: 'ASIAREADEREXAMPLE' },
		sessionContext: {
			sessionIssuer: {
				...{ type: 'Role', principalId: 'AROAREADER22222222222', accountId: account },
				...{ arn: `arn:aws:iam::${account}:role/${path}`, userName: name },
			},
			attributes: { creationDate: '2026-03-03T00:59:00Z', mfaAuthenticated: 'false' },
		},
	};
}

const EVERY_MINUTE = 60;
const HOUR = 3_600;

describe('judge-credential-use', () => {
	it('tells the first use of a key, and puts those of the same batch into its case', async () => {
		const deps = given(await dynamo().makeTable());
		expect(await deliverBatch(calls(0, 10), deps)).toEqual([]);
		expect(await usesOf(deps)).toMatchObject({
			...{ calls: 10, denied: 0, credentials: ['AKIABORAEXAMPLE'], services: ['ec2'] },
			...{ actions: { 'ec2:DescribeInstances': 10 }, firstAt: T0, lastAt: T0 + 9_000 },
		});
		expect(deps.sent.events.map(({ type }) => type)).toEqual(['Sign-in Flagged']);
		expect(deps.heard.counted.filter((one) => one.startsWith('SignIn'))).toEqual([
			...['SignIn alert', ...Array(9).fill('SignIn record')],
		]);
	});

	it('writes the repeats of a batch at once, and reads the case only the first time', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		await deliverBatch(calls(0, 10), deps);
		const requests = requestsTo(table);
		await deliverBatch(calls(10, 10), deps);
		await deliverBatch(calls(20, 100), deps);
		expect(requests).toMatchObject([{ UpdateExpression: expect.any(String) }, {}]);
		expect(await usesOf(deps)).toMatchObject({ calls: 120 });
	});

	it('makes no call for repeats once a thousand are counted', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		for (let batch = 0; batch < 11; batch++) await deliverBatch(calls(batch, 100), deps);
		const requests = requestsTo(table);
		for (let batch = 11; batch < 200; batch++) await deliverBatch(calls(batch, 100), deps);
		expect(requests).toEqual([]);
		expect(await usesOf(deps)).toMatchObject({ calls: 1_001, countedUntil: expect.any(Number) });
	});

	it('still notes a new service after that, and that the key is at work', async () => {
		const deps = given(await dynamo().makeTable());
		for (let batch = 0; batch < 11; batch++) await deliverBatch(calls(batch, 100), deps);
		await deliverBatch([use(400, 'ListBuckets', { eventSource: 's3.amazonaws.com' })], deps);
		expect(await usesOf(deps)).toMatchObject({ services: ['ec2', 's3'], lastAt: T0 + 400_000 });
		await deliverBatch([use(800)], deps);
		expect(await usesOf(deps)).toMatchObject({ calls: 1_001, lastAt: T0 + 800_000 });
	});

	it('does not have the card posted again for every call', async () => {
		const deps = given(await dynamo().makeTable());
		for (let batch = 0; batch < 60; batch++) await deliverBatch(calls(batch * 60, 10), deps);
		const [{ revision } = { revision: 0 }] = await casesOf(deps);
		// Doubled nine times within ten minutes, and then every ten minutes.
		expect(revision).toBeLessThan(16);
		expect(deps.sent.notify.length).toBeLessThan(16);
	});

	it('makes the card due at once for a new service', async () => {
		const deps = given(await dynamo().makeTable());
		await deliverBatch(calls(0, 64), deps);
		const [before] = await casesOf(deps);
		await deliverBatch([use(90, 'ListBuckets', { eventSource: 's3.amazonaws.com' })], deps);
		const [after] = await casesOf(deps);
		expect(after?.revision).toBe((before?.revision ?? 0) + 1);
		expect(deps.sent.notify.at(-1)).toContain(`revision ${after?.revision}`);
	});

	it.each([
		['another key', { userIdentity: { ...iamUser(), accessKeyId: 'AKIABORATWOEXAMPLE' } }],
		['another user', { userIdentity: { ...iamUser('ari'), accessKeyId: 'AKIAARIEXAMPLE' } }],
		['another network', { sourceIPAddress: '198.51.100.7' }],
	])('tells the use of %s in the same batch', async (_, over) => {
		const deps = given(await dynamo().makeTable());
		await deliverBatch([...calls(0, 5), ...calls(5, 5, over), ...calls(10, 5)], deps);
		expect(deps.heard.counted.filter((one) => one === 'SignIn alert')).toHaveLength(2);
		const all = (await casesOf(deps)).map((one) => one.case.uses?.calls ?? 0);
		expect(all.reduce((sum, one) => sum + one, 0)).toBe(15);
	});

	it('tells a telling action within a flood once, also if its key is known', async () => {
		const deps = given(await dynamo().makeTable());
		await deliverBatch(calls(0, 50), deps);
		const attach = (seconds: number) =>
			use(seconds, 'AttachUserPolicy', { eventSource: 'iam.amazonaws.com' });
		await deliverBatch([...calls(50, 20), attach(60), ...calls(71, 20), attach(92)], deps);
		const [stored] = await casesOf(deps);
		expect(stored?.case).toMatchObject({ severity: 'high', uses: { calls: 92 } });
		expect(stored?.case.uses?.actions).toMatchObject({ 'iam:AttachUserPolicy': 2 });
		expect(deps.heard.counted.filter((one) => one === 'SignIn alert')).toHaveLength(2);
	});

	it('learns of each credential that a told key makes', async () => {
		const deps = given(await dynamo().makeTable());
		const made = (seconds: number, name: string) =>
			making('CreateUser', {
				...{ eventTime: new Date(T0 + seconds * 1_000).toISOString(), sourceIPAddress: UNTRUSTED },
				responseElements: { user: { userName: name, userId: iamUser(name).principalId } },
			});
		await deliverBatch([made(0, 'x'), made(1, 'y'), made(2, 'z')], deps);
		const login = consoleLogin({
			...{
				userIdentity: iamUser('z'),
				sourceIPAddress: UNTRUSTED,
				eventTime: '2026-03-03T01:01:00Z',
			},
		});
		await deliverBatch([login], deps);
		const [, ofZ] = await casesOf(deps);
		expect(ofZ?.case.name).toBe('z');
		expect(
			await usesOf({ ...deps, sent: { ...deps.sent, notify: deps.sent.notify.slice(0, 1) } }),
		).toMatchObject({ calls: 3 });
	});

	it('tells a key again after quiet, in a case of its own', async () => {
		const deps = given(await dynamo().makeTable(), { use: { quietHours: 2 } });
		await deliverBatch(calls(0, 10), deps);
		await deliverBatch(calls(3 * 3_600, 10), deps);
		expect((await casesOf(deps)).map((one) => one.case.uses?.calls)).toEqual([10, 10]);
	});

	it('judges with the table at least once an hour, so that quiet is known there', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		const every20 = Array.from({ length: 100 }, (_, n) => use(n * 20 * EVERY_MINUTE));
		for (const record of every20) await deliverBatch([record], deps);
		expect(deps.heard.counted.filter((one) => one === 'SignIn alert')).toHaveLength(1);
		// Another process finds it told, a day later.
		const other = given(table);
		await deliverBatch([use(101 * 20 * EVERY_MINUTE)], other);
		expect(other.heard.counted).toContain('SignIn record');
	});

	it('drops uses that join nothing, with one read a minute', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		await deliverBatch([...calls(0, 10), use(20 * HOUR)], deps);
		// After a day the case is closed, and the key is not quiet for long enough to be told again.
		await deliverBatch(calls(25 * HOUR, 10), deps);
		const requests = requestsTo(table);
		for (let n = 1; n < 20; n++) await deliverBatch(calls(25 * HOUR + n * 10, 10), deps);
		expect(requests).toHaveLength(3);
		expect(await usesOf(deps)).toMatchObject({ calls: 11 });
	});

	it('shows what a thief does who waits until others would have a new case', async () => {
		const deps = given(await dynamo().makeTable());
		await deliverBatch([use(0, 'GetCallerIdentity', STS)], deps);
		await deliverBatch([use(2 * HOUR, 'RunInstances')], deps);
		await deliverBatch([use(23 * HOUR, 'GetSecretValue', SECRETS)], deps);
		expect(await usesOf(deps)).toMatchObject({
			...{ calls: 3, lastAt: T0 + 23 * HOUR * 1_000 },
			actions: { 'ec2:RunInstances': 1, 'secretsmanager:GetSecretValue': 1 },
		});
	});

	it.each([
		['while the case of its sign-in is open', 10, [3]],
		['in a case of its own later', 40, [undefined, 3]],
	])('shows what a session does that was obtained there: %s', async (_, minutes, counts) => {
		const deps = given(await dynamo().makeTable(), { use: { sessions: true } });
		const started = new Date(T0 - 30 * 60_000).toISOString().replace('.000', '');
		await deliverBatch([assumeRole({ sourceIPAddress: UNTRUSTED, eventTime: started })], deps);
		const principalId = 'AROADEPLOYEXAMPLE0001:bora-cli';
		const session = { userIdentity: roleSession('deploy', 'bora-cli', { principalId }) };
		await deliverBatch(calls((minutes - 30) * 60, 3, session), deps);
		expect((await casesOf(deps)).map((one) => one.case.uses?.calls)).toEqual(counts);
	});

	it('tells a telling action that succeeds after it was only denied', async () => {
		const deps = given(await dynamo().makeTable());
		const attach = (seconds: number, over: Fields = {}) =>
			use(seconds, 'AttachUserPolicy', { eventSource: 'iam.amazonaws.com', ...over });
		const denied = { errorCode: 'AccessDenied' };
		await deliverBatch([attach(0, denied), attach(1, denied), ...calls(2, 3)], deps);
		expect(alertsOf(deps)).toHaveLength(1);
		await deliverBatch([attach(10), attach(11), attach(12, denied)], deps);
		expect(alertsOf(deps)).toHaveLength(2);
		expect(await usesOf(deps)).toMatchObject({
			...{ actions: { 'iam:AttachUserPolicy': 5 }, deniedActions: { 'iam:AttachUserPolicy': 3 } },
		});
	});

	it.each([1, 20, 55])(
		'tells a telling action again after its case, if the key is at work every %i minutes',
		async (minutes) => {
			const deps = given(await dynamo().makeTable());
			const attach = (seconds: number) =>
				use(seconds, 'AttachUserPolicy', { eventSource: 'iam.amazonaws.com' });
			const always = (from: number, to: number) =>
				Array.from({ length: Math.floor(((to - from) * 60) / minutes) }, (_, n) =>
					use(from * HOUR + (n + 1) * minutes * 60),
				);
			await deliverBatch([attach(0), ...always(0, 23), attach(23 * HOUR + 30)], deps);
			expect(alertsOf(deps)).toHaveLength(1);
			await deliverBatch([...always(23, 24), attach(24 * HOUR + 60)], deps);
			expect(alertsOf(deps)).toHaveLength(2);
			expect(await casesOf(deps)).toHaveLength(2);
		},
	);

	it('recognises the repeats of a thief who changes the address within one network', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		const from = (n: number) => use(n, 'DescribeVpcs', { sourceIPAddress: `2001:db8:7:7::${n}` });
		await deliverBatch([from(1)], deps);
		await deliverBatch([from(2)], deps);
		const requests = requestsTo(table);
		await deliverBatch(
			Array.from({ length: 90 }, (_, n) => from(n + 3)),
			deps,
		);
		expect(requests).toHaveLength(1);
		expect(await usesOf(deps)).toMatchObject({ calls: 92 });
	});

	it('ignores what the event pattern delivers too much of, without a call', async () => {
		const table = await dynamo().makeTable();
		const deps = given(table);
		await deliverBatch([use(0, 'DescribeInstances', { sourceIPAddress: OFFICE })], deps);
		const requests = requestsTo(table);
		await deliverBatch(calls(1, 50, { sourceIPAddress: OFFICE }), deps);
		expect(requests).toEqual([]);
		expect(deps.heard.counted.filter((one) => one === 'SignIn ignore')).toHaveLength(51);
	});

	it('judges a sign-in that is delivered here', async () => {
		const deps = given(await dynamo().makeTable());
		const login = consoleLogin({ sourceIPAddress: UNTRUSTED, eventTime: '2026-03-03T01:00:05Z' });
		expect(await deliverBatch([...calls(0, 10), login], deps)).toEqual([]);
		expect(await casesOf(deps)).toMatchObject([{ case: { successes: 1, uses: { calls: 10 } } }]);
	});

	it.each([
		['the role that reads in an account', 'eyes/eyes-reader', HUB_ACCOUNT, []],
		['the role of a function', 'eyes/eyes-judge-credential-use', HUB_ACCOUNT, []],
		['a role with such a name elsewhere', 'eyes-reader', HUB_ACCOUNT, ['SignIn alert']],
		['that role in an account that is not ours', 'eyes/eyes-reader', ACCOUNT, ['SignIn alert']],
	])('with use.sessions tells nothing of its own work: %s', async (_, path, account, alerts) => {
		const deps = given(await dynamo().makeTable(), { use: { sessions: true } });
		const userIdentity = ownSession(path, account);
		const record = use(0, 'LookupEvents', { userIdentity, recipientAccountId: HUB_ACCOUNT });
		await deliverBatch([record], deps);
		expect(alertsOf(deps)).toEqual(alerts);
	});

	it('waits longer for the past of keys while a run is young', async () => {
		const deps = given(await dynamo().makeTable());
		const waits: (number | undefined)[] = [];
		const find = async (_: unknown, within?: number) => {
			waits.push(within);
			return 'not-answered' as const;
		};
		const key = (name: string) => ({ userIdentity: { ...iamUser(), accessKeyId: name } });
		for (const [n, left] of [119_000, 90_000].entries()) {
			const batch = [use(n, 'ListUsers', key(`AKIA${n}EXAMPLE`))];
			await deliverBatch(batch, { ...deps, keyPasts: { find } }, { remainingMs: () => left });
		}
		expect(waits).toEqual([6_000, undefined]);
	});

	it('judges the uses of a session by its network', async () => {
		const deps = given(await dynamo().makeTable(), { use: { sessions: true } });
		const session = { userIdentity: roleSession('dev', 'bora') };
		await deliverBatch(calls(0, 5, session), deps);
		expect(await usesOf(deps)).toMatchObject({
			calls: 5,
			credentials: ['AROADEVEXAMPLE0001:bora'],
		});
	});
});

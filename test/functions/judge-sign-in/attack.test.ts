import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../../infra/bundle.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { CONTAIN, deliver, HUB_ACCOUNT, judgeDeps, OLD_USERS } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const makeTable = () => dynamo().makeTable();
const ATTACKER = 'AIDABORAEXAMPLE0001';

/** A session of the role `deploy`, made from an untrusted network. */
function made(session: string, over: object = {}) {
	return assumeRole({
		eventTime: '2026-03-03T10:20:00Z',
		sourceIPAddress: UNTRUSTED,
		requestParameters: {
			roleArn: 'arn:aws:iam::111122223333:role/ops/deploy',
			roleSessionName: session,
		},
		responseElements: {
			credentials: { accessKeyId: `ASIA${session}`, expiration: 'Mar 3, 2026, 12:00:00 PM' },
			assumedRoleUser: {
				assumedRoleId: `AROADEPLOYEXAMPLE0001:${session}`,
				arn: `arn:aws:sts::111122223333:assumed-role/deploy/${session}`,
			},
		},
		...over,
	});
}

/** A session that one of those sessions made. */
const chained = (number: number, name = `c${number}`) =>
	made(name, {
		eventTime: '2026-03-03T10:20:05Z',
		userIdentity: roleSession('deploy', `s${number}`),
	});

const numbers = (most: number) => Array.from({ length: most }, (_, number) => number);
type Deps = ReturnType<typeof judgeDeps>;

async function contained({ ledger }: Deps): Promise<string[]> {
	return [...new Set((await ledger.open()).map(({ selector }) => selector.value))];
}

describe('an attacker who floods', () => {
	it('is judged in every sign-in at the first attempt, by ten functions with five messages each', async () => {
		const table = await makeTable();
		// Each function judges its messages one after the other, as its handler does.
		const judged = await Promise.allSettled(
			numbers(10).map(async (one) => {
				const deps = judgeDeps(table);
				for (const other of numbers(5)) await deliver(made(`s${one}-${other}`), deps);
			}),
		);
		expect(judged.filter(({ status }) => status === 'rejected')).toEqual([]);
	}, 60_000);

	it('gets no more than ten sessions into the text, from however many networks and at once', async () => {
		const deps = judgeDeps(await makeTable());
		const records = numbers(12).flatMap((network) =>
			numbers(3).map((one) =>
				made(`n${network}-${one}`, { sourceIPAddress: `2001:db8:${network}::1` }),
			),
		);
		await Promise.all(records.map((record) => deliver(record, deps)));
		const before = await contained(deps);
		expect(before).toHaveLength(11);
		expect(before).toContain(ATTACKER);
		await Promise.all(records.map((record) => deliver(record, deps)));
		expect((await contained(deps)).toSorted()).toEqual(before.toSorted());
	}, 60_000);

	it('cannot use up the places of our accounts by sessions in external ones', async () => {
		const deps = judgeDeps(await makeTable());
		for (const one of numbers(12)) {
			const account = String(777700000000 + one);
			const requestParameters = { roleArn: `arn:aws:iam::${account}:role/mine` };
			const assumedRoleUser = { assumedRoleId: `AROAMINEMINEMINEMIN01:${account}` };
			const responseElements = { credentials: {}, assumedRoleUser };
			await deliver(made('x', { requestParameters, responseElements }), deps);
		}
		for (const one of numbers(3)) await deliver(made(`s${one}`), deps);
		const sessions = (await contained(deps)).filter((value) => value.startsWith('AROADEPLOY'));
		expect(sessions).toHaveLength(3);
	}, 60_000);

	it('takes no room of another caller', async () => {
		const deps = judgeDeps(await makeTable());
		for (const one of numbers(12)) await deliver(made(`s${one}`), deps);
		const another = { ...iamUser('ari'), accessKeyId: 'AKIAARIEXAMPLE' };
		await deliver(made('ari-cli', { userIdentity: another }), deps);
		expect(await contained(deps)).toContain('AROADEPLOYEXAMPLE0001:ari-cli');
	});

	it('gets no more than ten sessions in, whether they call or are made', async () => {
		const deps = judgeDeps(await makeTable());
		for (const one of numbers(60)) await deliver(made(`s${one}`), deps);
		for (const one of numbers(60)) await deliver(chained(one, `t${one}`), deps);
		const values = await contained(deps);
		expect(values).toHaveLength(11);
		expect(values).toContain(ATTACKER);
	}, 60_000);

	it('has places for the role and for the key if the records of the key come last', async () => {
		const deps = judgeDeps(await makeTable());
		for (const one of numbers(15)) await deliver(chained(one, `t${one}`), deps);
		for (const one of numbers(15)) await deliver(made(`s${one}`), deps);
		expect((await contained(deps)).length).toBeLessThanOrEqual(1 + 10 + 10);
	}, 60_000);

	it('counts no session twice if functions are killed', async () => {
		for (let call = 1, died = true; died; call += 3) {
			const deps = judgeDeps(await makeTable());
			const first = made('first');
			died = await dynamo().killAt({ call, when: 'after' }, () => deliver(first, deps));
			await Promise.all(numbers(10).map((one) => deliver(made(`s${one}`), deps)));
			await deliver(first, deps);
			expect({ call, places: (await contained(deps)).length }).toEqual({ call, places: 11 });
		}
	}, 60_000);
});

describe('the breaker', () => {
	it('stays closed for one attacker who chains from many sessions whose initiators are not known yet', async () => {
		const deps = judgeDeps(await makeTable());
		for (const number of numbers(8)) await deliver(chained(number), deps);
		for (const number of numbers(8)) await deliver(made(`s${number}`), deps);
		expect(await deps.ledger.breaker()).toBeNull();
		expect((await deps.ledger.open()).filter(({ state }) => state === 'held')).toEqual([]);
		expect(await contained(deps)).toContain(ATTACKER);
	});

	it('stays closed for one attacker from an external account', async () => {
		const deps = judgeDeps(await makeTable());
		const externalCaller = {
			type: 'AWSAccount',
			accountId: '999988887777',
			principalId: 'AIDAEXTERNALEXAMPLE',
		};
		for (const number of numbers(8))
			await deliver(made(`s${number}`, { userIdentity: externalCaller }), deps);
		for (const number of numbers(8)) await deliver(chained(number), deps);
		expect(await deps.ledger.breaker()).toBeNull();
	});

	it('still opens for many people', async () => {
		const deps = { ...judgeDeps(await makeTable()), userAges: OLD_USERS };
		for (const number of numbers(6)) {
			const userIdentity = {
				...iamUser(`p${number}`),
				principalId: `AIDAPERSONEXAMPLE000${number}`,
			};
			await deliver(
				consoleLogin({
					eventTime: '2026-03-03T10:20:00Z',
					sourceIPAddress: UNTRUSTED,
					userIdentity,
				}),
				deps,
			);
		}
		expect(await deps.ledger.breaker()).toMatchObject({ why: 'people' });
	});
});

describe('a protected role that somebody assumes from an untrusted network', () => {
	const deploy = 'role/ops/deploy';

	it.each([
		['break-glass, as configured', 'arn:aws:iam::*:role/ops/deploy', deploy],
		['break-glass, by its id', 'AROADEPLOYEXAMPLE0001:*', deploy],
		['the responder', 'arn:aws:iam::*:role/other', 'role/eyes/eyes-responder'],
	])('is not denied, and its caller is: %s', async (_, pattern, role) => {
		const deps = judgeDeps(await makeTable(), {
			containment: { ...CONTAIN.containment, protectedPrincipals: [pattern] },
		});
		const requestParameters = {
			roleArn: `arn:aws:iam::111122223333:${role}`,
			roleSessionName: 'bora',
		};
		await deliver(made('bora', { requestParameters }), deps);
		expect(await contained(deps)).toEqual([ATTACKER]);
		const id = deps.sent.notify[0]?.split(' ')[1] ?? '';
		expect((await deps.cases.find(id))?.plan.notContained).toEqual(['protected']);
	});
});

describe('a case that cannot be written', () => {
	it('delays its card, but not the deny', async () => {
		const deps = judgeDeps(await makeTable());
		const cases = { ...deps.cases, add: () => Promise.reject(new Error('throttled')) };
		await expect(deliver(made('s'), { ...deps, cases })).rejects.toThrow('throttled');
		expect(deps.sent.contain).toEqual([expect.stringContaining('scp')]);
	});
});

describe('a role under our path in a single account', () => {
	const SINGLE = { containment: { mode: 'contain', policyType: 'iam' } } as const;
	const calling = (role: string, account = HUB_ACCOUNT) => {
		const name = role.split('/').at(-1) ?? '';
		return made('mine', {
			recipientAccountId: account,
			userIdentity: {
				...roleSession(name, 'cli'),
				accountId: account,
				sessionContext: {
					sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/${role}` },
					attributes: { creationDate: '2026-03-03T00:30:00Z' },
				},
			},
		});
	};
	const judgedAs = async (...of: Parameters<typeof calling>) => {
		const deps = judgeDeps(await makeTable(), SINGLE);
		const record = calling(...of);
		await deliver(record, deps);
		const { principalId } = record.userIdentity as { principalId: string };
		const isContained = (await contained(deps)).includes(principalId);
		return [deps.heard.counted.find((one) => one.startsWith('SignIn')), isContained];
	};

	it.each([
		['a role that somebody made there', 'eyes/backdoor'],
		['a role that is named like ours but for the path', 'eyes-judge-sign-in'],
		['a role deeper in our path', 'eyes/x/eyes-judge-sign-in'],
		['a role that the guard of an organization would protect', 'eyes/eyes-other'],
	])('is not ours: %s', async (_, role) => {
		expect(await judgedAs(role)).toEqual(['SignIn alert', true]);
	});

	it('is not ours in another account', async () => {
		expect(await judgedAs('eyes/eyes-judge-sign-in', '111122223333')).toEqual([
			'SignIn alert',
			true,
		]);
		expect(await judgedAs('eyes/eyes-responder', '111122223333')).toEqual(['SignIn alert', true]);
	});

	it.each(FUNCTIONS)('is ours: the role of the function %s', async (name) => {
		expect(await judgedAs(`eyes/eyes-${name}`)).toEqual(['SignIn ignore', false]);
	});

	it.each(['responder', 'reader', 'report-reader', 'forwarder'])(
		'is protected, and told: the role %s that functions assume',
		async (name) => {
			expect(await judgedAs(`eyes/eyes-${name}`)).toEqual(['SignIn alert', false]);
		},
	);
});

describe('a user with the name of a protected one', () => {
	it.each([
		['111122223333', []],
		['444455556666', ['AIDABREAKGLASSEXAMPLE0001']],
	])('is denied in account %s: %j', async (account, denied) => {
		const protectedPrincipals = [{ name: 'break-glass', account: '111122223333' }];
		const containment = { ...CONTAIN.containment, protectedPrincipals };
		const deps = judgeDeps(await makeTable(), { ...CONTAIN, containment });
		const principalId = 'AIDABREAKGLASSEXAMPLE0001';
		const userIdentity = { ...iamUser('break-glass', account), principalId };
		const untrusted = { sourceIPAddress: UNTRUSTED, recipientAccountId: account };
		await deliver(consoleLogin({ ...untrusted, userIdentity }), deps);
		expect(await contained(deps)).toEqual(denied);
	});
});

import { describe, expect, it } from 'vitest';
import { assumeRole, consoleLogin, iamUser, OFFICE, UNTRUSTED } from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { deliver, judgeDeps, OLD_USERS } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const organization = { policyType: 'scp', managementAccount: '222233334444' } as const;

/** Logins of different people within minutes. `userId` makes each a principal of its own. */
function login(n: number, over: object = {}) {
	const userIdentity = { ...iamUser(`p${n}`), principalId: `AIDAEXAMPLE0000000${n}` };
	const eventTime = `2026-03-03T01:${String(n).padStart(2, '0')}:00Z`;
	return consoleLogin({
		eventID: `e${n}`,
		eventTime,
		sourceIPAddress: `192.0.2.${n}`,
		userIdentity,
		...over,
	});
}

const withOldUsers = async () => ({
	...judgeDeps(await dynamo().makeTable()),
	userAges: OLD_USERS,
});

describe('the breaker, while sign-ins are judged', () => {
	it('lets four people be contained, holds the fifth and tells it once', async () => {
		const deps = await withOldUsers();
		for (let n = 1; n <= 6; n++) await deliver(login(n), deps);
		const states = (await deps.ledger.open()).map(({ state }) => state).toSorted();
		expect(states).toEqual(['held', 'held', 'requested', 'requested', 'requested', 'requested']);
		expect(await deps.ledger.breaker()).toMatchObject({ number: 1, why: 'people', resumed: null });
		expect(deps.sent.notify.filter((hint) => hint.startsWith('notice'))).toEqual([
			'notice breaker-1 given',
		]);
		expect(deps.sent.events.filter(({ type }) => type === 'Breaker Opened')).toHaveLength(1);
		expect(deps.heard.counted).toContain('BreakerOpened people');
	});

	it('takes three more people if IAM does not tell how old their credentials are', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		for (let n = 1; n <= 9; n++) await deliver(login(n), deps);
		const states = (await deps.ledger.open()).map(({ state }) => state);
		expect(states.filter((state) => state === 'held')).toHaveLength(2);
		expect(await deps.ledger.breaker()).toMatchObject({ number: 1, why: 'people' });
	});

	it('comes to the same if the function is killed at any call and runs again', async () => {
		for (let call = 1, died = true; died; call += 2) {
			const deps = await withOldUsers();
			for (let n = 1; n <= 4; n++) await deliver(login(n), deps);
			died = await dynamo().killAt({ call, when: 'after' }, () => deliver(login(5), deps));
			await deliver(login(5), deps);
			await deliver(login(6), deps);
			expect(await deps.ledger.breaker()).toMatchObject({ number: 1, why: 'people' });
			const held = (await deps.ledger.open()).filter(({ state }) => state === 'held');
			expect({ call, held: held.length }).toEqual({ call, held: 2 });
		}
	});

	it('does not count whom one actor made, whether a record or IAM tells it', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		const young = {
			find: async () => ({ user: Date.parse('2026-03-01T00:00:00Z'), credential: 1 }),
		};
		for (let n = 1; n <= 9; n++)
			await deliver(login(n), { ...deps, ...(n < 5 ? { userAges: young } : {}) });
		expect(await deps.ledger.breaker()).toBeNull();
	});

	it('asks IAM only about users from untrusted networks, where rules may contain', async () => {
		const asked: string[] = [];
		const find: (typeof OLD_USERS)['find'] = async ({ user, shown }) => {
			asked.push(`${user} ${shown}`);
			return { user: null, credential: null };
		};
		const deps = { ...(await withOldUsers()), userAges: { find } };
		const observing = judgeDeps(await dynamo().makeTable(), {
			containment: { mode: 'observe', ...organization },
		});
		await deliver(login(1), deps);
		await deliver(login(2, { sourceIPAddress: OFFICE }), deps);
		await deliver(assumeRole({ sourceIPAddress: UNTRUSTED }), deps);
		await deliver(login(3), { ...observing, userAges: { find } });
		expect(asked).toEqual(['p1 password', 'bora access-key']);
	});

	it('stays closed for one person who comes from many networks', async () => {
		const deps = await withOldUsers();
		for (let n = 1; n <= 8; n++) await deliver(login(n, { userIdentity: iamUser('bora') }), deps);
		expect(await deps.ledger.breaker()).toBeNull();
	});

	it('opens for four people known from trusted networks who come from one unknown network', async () => {
		const deps = await withOldUsers();
		for (let n = 1; n <= 4; n++) {
			const morning = {
				eventID: `m${n}`,
				eventTime: `2026-03-03T00:0${n}:00Z`,
				sourceIPAddress: OFFICE,
			};
			await deliver(login(n, morning), deps);
		}
		for (let n = 1; n <= 4; n++) await deliver(login(n, { sourceIPAddress: UNTRUSTED }), deps);
		expect(await deps.ledger.breaker()).toMatchObject({ why: 'moved' });
	});

	it('counts from zero after a human has resumed', async () => {
		const deps = await withOldUsers();
		for (let n = 1; n <= 5; n++) await deliver(login(n), deps);
		const by = { kind: 'person', arn: 'arn:aws:iam::111122223333:user/oncall' } as const;
		await deps.ledger.resumeBreaker({
			by,
			why: 'the office has moved',
			at: Date.parse('2026-03-03T01:06:00Z'),
		});
		for (let n = 7; n <= 9; n++) await deliver(login(n), deps);
		expect(await deps.ledger.breaker()).toMatchObject({ number: 1 });
		expect((await deps.ledger.open()).filter(({ state }) => state === 'requested')).toHaveLength(7);
	});
});

describe('what the breaker holds, after a human has resumed', () => {
	const by = { kind: 'person', arn: 'arn:aws:iam::111122223333:user/oncall' } as const;
	const at = Date.parse('2026-03-03T01:30:00Z');
	const again = (eventID: string, minute: number) =>
		login(5, { eventID, eventTime: `2026-03-03T01:${minute}:00Z` });

	async function afterResume() {
		const deps = await withOldUsers();
		for (let n = 1; n <= 5; n++) await deliver(login(n), deps);
		await deliver(again('second', 15), deps);
		const held = (await deps.ledger.open()).find(({ state }) => state === 'held');
		await deps.ledger.resumeBreaker({ by, why: 'the office has moved', at });
		const state = async () => (await deps.ledger.find(held?.id ?? ''))?.state;
		return { deps, state };
	}

	it('stays held if any of its sign-ins comes again', async () => {
		const { deps, state } = await afterResume();
		await deliver(again('second', 15), deps);
		await deliver(login(5), deps);
		expect(await state()).toBe('held');
	});

	it('is requested by a new sign-in', async () => {
		const { deps, state } = await afterResume();
		await deliver(again('third', 31), deps);
		expect(await state()).toBe('requested');
	});
});

describe('the mode, while sign-ins are judged', () => {
	it('waits for a human in mode ask, and sends no hint to the publisher', async () => {
		const deps = judgeDeps(await dynamo().makeTable(), {
			containment: { mode: 'ask', ...organization },
		});
		await deliver(login(1), deps);
		expect((await deps.ledger.open()).map(({ state }) => state)).toEqual(['asked']);
		expect(deps.sent.contain).toEqual([]);
		expect(deps.sent.notify).toHaveLength(1);
	});

	it('requests nothing in mode observe, and the case says what would be done', async () => {
		const deps = judgeDeps(await dynamo().makeTable(), {
			containment: { mode: 'observe', ...organization },
		});
		await deliver(login(1), deps);
		expect(await deps.ledger.open()).toEqual([]);
		const id = deps.sent.notify[0]?.split(' ')[1] ?? '';
		expect(await deps.cases.find(id)).toMatchObject({
			containments: [],
			plan: {
				requests: [{ selector: { value: 'AIDAEXAMPLE00000001' } }],
				notContained: ['mode-observe'],
			},
		});
	});
});

describe('the age of an access key', () => {
	const stolen = assumeRole({ sourceIPAddress: UNTRUSTED });

	it('is judged if IAM answers in time', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		const createdAt = Date.parse('2025-01-01T00:00:00Z');
		await deliver(stolen, {
			...deps,
			keyAges: { find: async () => ({ kind: 'known', createdAt }) },
		});
		const id = deps.sent.notify[0]?.split(' ')[1] ?? '';
		const reasons = (await deps.cases.find(id))?.case.reasons ?? [];
		expect(reasons.map(({ code }) => code)).toContain('credential-too-old');
	});

	it('is asked for later if IAM is slow, and the alert does not wait', async () => {
		const deps = judgeDeps(await dynamo().makeTable());
		await deliver(stolen, { ...deps, keyAges: { find: async () => ({ kind: 'asking' }) } });
		const id = deps.sent.notify[0]?.split(' ')[1] ?? '';
		expect(await deps.cases.find(id)).toMatchObject({
			keyAsked: { account: '111122223333', user: 'bora' },
		});
		expect(deps.heard.counted).toContain('KeyAgeUnknown asking');
	});
});

describe('an account that is not configured', () => {
	const caller = '999988887777';
	const copyAtThePolicy = assumeRole({
		eventID: 'copy',
		sourceIPAddress: UNTRUSTED,
		userIdentity: { type: 'AWSAccount', accountId: caller, principalId: 'AIDACALLEREXAMPLE001' },
	});

	it('is an external account until it has delivered a record', async () => {
		const table = await dynamo().makeTable();
		const stranger = judgeDeps(table);
		await deliver(copyAtThePolicy, stranger);
		expect(stranger.heard.counted).toContain('SignIn alert');

		await deliver(
			login(1, {
				userIdentity: iamUser('ari', caller),
				recipientAccountId: caller,
				sourceIPAddress: OFFICE,
			}),
			judgeDeps(table),
		);
		const ours = judgeDeps(table);
		const sharedEventID = 'shared';
		await deliver(
			assumeRole({
				...{ sharedEventID, recipientAccountId: caller, sourceIPAddress: OFFICE },
				userIdentity: { ...iamUser('ari', caller), accessKeyId: 'AKIAARIEXAMPLE' },
			}),
			ours,
		);
		await deliver({ ...copyAtThePolicy, eventID: 'another', sharedEventID }, ours);
		const judged = ours.heard.counted.filter((one) => one.startsWith('SignIn'));
		expect(judged).toEqual(['SignIn record', 'SignIn record']);
	});
});

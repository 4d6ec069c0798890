import { describe, expect, it } from 'vitest';
import { latestKey } from '../../../shared/case/dynamodb-case-items.ts';
import { announceBreaker } from '../../../shared/notification/events/announce-breaker.ts';
import type { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { queryPartition } from '../../../shared/runtime/dynamodb-table.ts';
import { ACCOUNT, assumeRole, consoleLogin, iamUser, UNTRUSTED } from '../../support/a-record.ts';
import { allItems } from '../../support/all-items.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { expireDue } from '../../support/expire-due.ts';
import { deliver, judgeDeps } from '../../support/judge-deps.ts';

const dynamo = withDynamo();
const NOW = latestKey(`person|user:${ACCOUNT}/bora|${UNTRUSTED}`);

function login(minute: number, over: Readonly<Record<string, unknown>> = {}) {
	const eventTime = `2026-03-03T10:${String(minute).padStart(2, '0')}:00Z`;
	return consoleLogin({ eventTime, sourceIPAddress: UNTRUSTED, ...over });
}

function stolenKey(n: number) {
	return assumeRole({
		...{ eventID: `key-${n}`, eventTime: `2026-03-03T10:0${n}:00Z`, sourceIPAddress: UNTRUSTED },
		requestParameters: {
			roleArn: `arn:aws:iam::${ACCOUNT}:role/dev`,
			roleSessionName: `t${n}`,
		},
		responseElements: {
			credentials: { accessKeyId: 'ASIANEWEXAMPLE', expiration: 'Mar 3, 2026, 8:00:00 PM' },
			assumedRoleUser: {
				assumedRoleId: `AROADEVEXAMPLE0001:t${n}`,
				arn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/t${n}`,
			},
		},
	});
}

/** A table whose unreadable items are passed over and noted. */
async function aWorld() {
	const noted: string[] = [];
	const passOver = ({ item }: DamagedItemError) => void noted.push(item);
	const table = { ...(await dynamo().makeTable()), passOver };
	return { table, deps: judgeDeps(table), noted };
}

describe('judge-sign-in, where an item cannot be read', () => {
	it.each([
		['a field of it', { severity: 'high', postedMessage: 7 }],
		['all of it', { id: 7, number: 'x', entries: 'none', whose: null }],
	])('opens the next case beside one of which %s is damaged', async (_, fields) => {
		const { table, deps, noted } = await aWorld();
		await deliver(login(1), deps);
		const [before] = await deps.ledger.open();
		await damage(table, NOW, fields);
		await deliver(login(2), deps);
		expect(noted).toContain(`${NOW.pk} / ${NOW.sk}`);
		const kept = await queryPartition(table, NOW.pk, 'UNREADABLE#');
		expect(kept).toMatchObject([fields]);
		const open = await deps.ledger.open();
		expect(open).toHaveLength(2);
		const next = open.find(({ id }) => id !== before?.id);
		expect(await deps.cases.find(next?.caseId ?? '')).toMatchObject({ case: { successes: 1 } });
		expect(await deps.cases.due(5)).toMatchObject([{ id: next?.caseId }]);
	});

	it('keeps only the unreadable case for a human, where another judge was faster', async () => {
		const { table, deps } = await aWorld();
		await deliver(login(1), deps);
		await damage(table, NOW, { severity: 'high', postedMessage: 7 });
		const stale = await deps.cases.recall([`person|user:${ACCOUNT}/bora|${UNTRUSTED}`]);
		await deliver(login(2), deps);
		const slower = { ...deps, cases: { ...deps.cases, recall: async () => stale } };
		await deliver(login(3), slower);
		expect(await queryPartition(table, NOW.pk, 'UNREADABLE#')).toHaveLength(1);
		const [due] = await deps.cases.due(5);
		expect(await deps.cases.find(due?.id ?? '')).toMatchObject({ case: { successes: 2 } });
	});

	it('judges a person of whom a part of the history is damaged, without that part', async () => {
		const { table, deps, noted } = await aWorld();
		await deliver(login(1, { sourceIPAddress: '203.0.113.9' }), deps);
		const isNetwork = ({ pk }: { readonly pk?: unknown }) => String(pk).includes('networks');
		const [network] = (await allItems(table)).filter(isNetwork);
		const key = { pk: String(network?.pk), sk: String(network?.sk) };
		await damage(table, key, { isTrusted: 'yes' });
		await deliver(login(2), deps);
		expect(noted).toEqual([`${key.pk} / ${key.sk}`]);
		expect(await deps.ledger.open()).toHaveLength(1);
	});

	it('judges a person of whom the network that they come from is damaged', async () => {
		const { table, deps, noted } = await aWorld();
		await deliver(login(1), deps);
		const isNetwork = ({ pk }: { readonly pk?: unknown }) => String(pk).includes('networks');
		const [network] = (await allItems(table)).filter(isNetwork);
		const key = { pk: String(network?.pk), sk: String(network?.sk) };
		await damage(table, key, { seen: 'yesterday' });
		await deliver(login(59), deps);
		expect(noted).toContain(`${key.pk} / ${key.sk}`);
		expect(deps.sent.notify).toHaveLength(2);
	});

	it('holds what rules would contain while the breaker cannot be read, until a human resumes', async () => {
		const { table, deps, noted } = await aWorld();
		const by = { kind: 'person', arn: 'arn:sora' } as const;
		await deps.ledger.openBreaker({ why: 'people', at: 1 });
		await damage(table, { pk: 'BREAKER', sk: 'OPENING#00000001' }, { resumed: 'yes' });
		await deliver(login(1), deps);
		expect(await deps.ledger.open()).toMatchObject([{ state: 'held' }]);
		expect(noted).toContain('BREAKER / OPENING#00000001');
		const at = Date.parse('2026-03-03T10:30:00Z');
		const resumed = await deps.ledger.resumeBreaker({ by, why: 'looked at it', at });
		expect(resumed).toMatchObject({ number: 1, why: 'unreadable', resumed: { by } });
		await deliver(login(40, { userIdentity: iamUser('ari') }), deps);
		const states = (await deps.ledger.open()).map(({ state }) => state);
		expect(states.toSorted()).toEqual(['held', 'requested']);
	});

	it('has it told that the breaker cannot be read, also where its opening was told before', async () => {
		const { table, deps } = await aWorld();
		await deps.ledger.openBreaker({ why: 'people', at: 1 });
		const tell = async () => {
			const opening = await deps.ledger.breaker();
			if (opening !== null) await announceBreaker(opening, 'given', deps);
			const [due] = await deps.notices.due(5);
			const message = { channel: 'C1', ts: '1', digest: '', at: 2 };
			if (due !== undefined) await deps.notices.recordPosted(due.id, message, 0);
			return due?.facts.why ?? null;
		};
		expect(await tell()).toBe('people');
		await damage(table, { pk: 'BREAKER', sk: 'OPENING#00000001' }, { resumed: 'yes' });
		expect(await tell()).toBe('unreadable');
		expect(await tell()).toBe(null);
		expect(deps.sent.events).toHaveLength(2);
	});

	it.each([
		[{ actor: 7 }, ['requested', 'requested']],
		[{ since: 'yesterday' }, ['requested', 'requested']],
	])(
		'judges and contains while what the breaker counted is damaged: %o',
		async (fields, states) => {
			const { table, deps, noted } = await aWorld();
			await deliver(login(1), deps);
			for (const { pk, sk } of await allItems(table))
				if (String(pk).startsWith('WINDOW#'))
					await damage(table, { pk: String(pk), sk: String(sk) }, fields);
			await deliver(login(2, { userIdentity: iamUser('ari') }), deps);
			expect((await deps.ledger.open()).map(({ state }) => state)).toEqual(states);
			expect(deps.sent.notify).toHaveLength(2);
			expect(noted.some((item) => item.startsWith('WINDOW#'))).toBe(true);
		},
	);

	it('has the session denied at once whose caller has a containment that is damaged', async () => {
		const { table, deps } = await aWorld();
		await deliver(stolenKey(1), deps);
		const open = await deps.ledger.open();
		const caller = open.find(({ selector }) => selector.value.startsWith('AIDA'));
		await damage(table, { pk: `CONTAINMENT#${caller?.id}`, sk: 'HEAD' }, { person: 7 });
		const before = deps.sent.contain.length;
		await expect(deliver(stolenKey(2), deps)).rejects.toThrow(`${caller?.id} / HEAD is damaged`);
		const made = (await deps.ledger.open()).find(({ selector }) => selector.value.endsWith(':t2'));
		expect(deps.sent.contain.slice(before)).toEqual([`scp ${made?.id} 1`]);
	});

	it('keeps no other containment from being listed or ended', async () => {
		const { table, deps, noted } = await aWorld();
		await deliver(login(1), deps);
		await deliver(login(1, { userIdentity: iamUser('ari') }), deps);
		const [bad, good] = await deps.ledger.open();
		await damage(table, { pk: `CONTAINMENT#${bad?.id}`, sk: 'HEAD' }, { until: 'soon' });
		expect(await deps.ledger.open()).toMatchObject([{ id: good?.id }]);
		expect(await expireDue(deps.ledger, 9e15)).toMatchObject([{ id: good?.id }]);
		expect(new Set(noted)).toEqual(new Set([`CONTAINMENT#${bad?.id} / HEAD`]));
	});
});

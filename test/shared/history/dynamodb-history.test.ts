import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { MOST_FAILURES } from '../../../shared/history/dynamodb-failures.ts';
import { dynamodbHistory } from '../../../shared/history/dynamodb-history.ts';
import { MOST_NETWORKS } from '../../../shared/history/dynamodb-networks.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	portalEvent,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { allItems } from '../../support/all-items.ts';
import { countRounds } from '../../support/count-rounds.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { factsOf, follow, followAll, inOrder, recallAll } from '../../support/follow-history.ts';
import {
	at,
	CAFE,
	directoryLogin,
	namedPortalLogin,
	STORIES,
} from '../../support/history-story.ts';

type Fields = Record<string, unknown>;

const untrusted = { sourceIPAddress: UNTRUSTED };
const one = (record: Fields) => {
	const [facts] = factsOf([record]);
	if (facts === undefined) throw new Error('no facts');
	return facts;
};
/** Gives failures from an untrusted network, one second apart. */
const failures = (count: number, over: Fields = {}) =>
	Array.from({ length: count }, (_, n) => {
		const eventTime = new Date(Date.UTC(2026, 2, 3, 1, 0, n)).toISOString().replace('.000', '');
		return consoleLogin({ ...untrusted, eventTime, ...over }, 'Failure');
	});

describe('a history in DynamoDB', () => {
	const dynamo = withDynamo();
	const open = async () => dynamodbHistory(await dynamo().makeTable());

	it.each(STORIES)(
		'knows the same of %s if the function is killed at any call',
		async (_, records) => {
			const all = factsOf(records);
			for (const when of ['before', 'after'] as const) {
				const history = await open();
				for (const facts of all) {
					for (
						let call = 1;
						await dynamo().killAt({ call, when }, () => follow(history, facts));
						call++
					);
				}
				expect(await recallAll(history, all)).toEqual((await inOrder(all)).known);
			}
		},
	);

	it('uses nothing that is later, and nothing of the record itself when it is repeated', async () => {
		const history = await open();
		const early = one(consoleLogin(at('01:00', untrusted)));
		const late = one(consoleLogin(at('01:01'), 'Failure'));
		const first = await follow(history, early);
		await follow(history, late);
		const again = await follow(history, early);
		expect(again).toEqual(first);
		expect(again.known).toMatchObject({ networks: [], copyOf: null, personFailures: 0 });
	});

	it('shows late records to the sign-ins that are judged after them', async () => {
		const history = await open();
		const login = one(consoleLogin(at('01:05', untrusted)));
		expect((await follow(history, login)).known).toMatchObject({ networks: [], personFailures: 0 });
		await follow(history, one(consoleLogin(at('01:00'))));
		await follow(history, one(consoleLogin(at('01:01', untrusted), 'Failure')));
		const { known, verdict } = await follow(history, login);
		expect(known).toMatchObject({ networks: ['office'], personFailures: 1 });
		expect(verdict.reasons).toContainEqual({ code: 'new-network', detail: UNTRUSTED });
	});

	it('removes what a record had added if it turns out not to count', async () => {
		const history = await open();
		const copy = { sharedEventID: 's', ...untrusted };
		const externalCaller = {
			recipientAccountId: '444455556666',
			userIdentity: { type: 'AWSAccount', accountId: '999988887777', principalId: 'AIDAX' },
		};
		const targets = one(
			assumeRole(at('01:00', { ...copy, ...externalCaller, eventID: 'targets' })),
		);
		const callers = one(assumeRole(at('01:00', { ...copy, eventID: 'callers' })));
		const step = one(assumeRole(at('01:01', { ...copy, eventID: 'later' })));
		const next = one(assumeRole(at('01:02', externalCaller)));
		await follow(history, targets);
		expect((await follow(history, step)).known.copyOf).toEqual({ eventId: 'targets' });
		expect((await history.recall(next)).networks).toEqual([UNTRUSTED]);
		await followAll(history, [callers, targets]);
		expect((await follow(history, step)).known.copyOf).toEqual({ eventId: 'callers' });
		expect((await history.recall(next)).networks).toEqual([]);
	});

	describe('when a name and a visit under it come at the same moment', () => {
		const visit = one(directoryLogin(at('01:00', { sourceIPAddress: CAFE })));
		const naming = one(namedPortalLogin(at('01:01')));
		const asking = one(portalEvent('CreateToken', at('01:02')));

		it.each([
			['the visit', visit, naming],
			['the name', naming, visit],
		])(
			'loses no network, at whichever call the other record interrupts %s',
			async (_, slow, quick) => {
				for (let call = 1; call <= 16; call++) {
					const history = await open();
					let hasCome = false;
					const come = async () => {
						hasCome = true;
						await follow(history, quick);
					};
					await dynamo().stallAt(call, come, () => follow(history, slow));
					if (!hasCome) await come();
					expect((await history.recall(asking)).networks, `call ${call}`).toContain(CAFE);
				}
			},
		);
	});

	it.each([
		['a login', consoleLogin(untrusted), 1, 1],
		['a failure', consoleLogin(untrusted, 'Failure'), 1, 1],
		['a token of a directory user', portalEvent('CreateToken', untrusted), 1, 1],
		['a possible copy', assumeRole({ sharedEventID: 's' }), 1, 1],
		['a directory user known by name', directoryLogin(at('01:10')), 2, 1],
		['a name told for the first time', namedPortalLogin(at('01:10'), 'Hana'), 1, 3],
		['a name not told yet', directoryLogin(at('01:10', untrusted), 'Hana'), 2, 2],
	])(
		'waits for the table only as often as documented: %s',
		async (_, record, recalls, remembers) => {
			const table = await dynamo().makeTable();
			await followAll(
				dynamodbHistory(table),
				factsOf([directoryLogin(at('01:00'), 'hana'), namedPortalLogin(at('01:01'))]),
			);
			const counted = countRounds(table);
			const history = dynamodbHistory(counted.table);
			const facts = one(record);
			await history.recall(facts);
			expect(counted.rounds()).toBe(recalls);
			await follow(history, facts);
			expect(counted.rounds() - 2 * recalls).toBe(remembers);
		},
	);

	it('lets every item expire, and has no name, address or key in a partition key', async () => {
		const table = await dynamo().makeTable();
		for (const [, records] of STORIES) await followAll(dynamodbHistory(table), factsOf(records));
		const items = await allItems(table);
		const day = Date.UTC(2026, 2, 3) / 1000;
		for (const { pk, ttl } of items) {
			expect(ttl).toBeGreaterThan(day + 14 * 86_400);
			expect(pk).toMatch(/^HISTORY#[a-z-]+#[0-9a-f]{32}$/);
		}
		expect(new Set(items.map(({ pk }) => String(pk).split('#')[1])).size).toBe(17);
	});

	it('reads who obtained a session from an item of the first release', async () => {
		const table = await dynamo().makeTable();
		const history = dynamodbHistory(table);
		const session = roleSession('deploy', 'bora-cli');
		const chained = one(assumeRole(at('01:10', { userIdentity: session })));
		await follow(history, one(assumeRole(at('01:00'))));
		const item = (await allItems(table)).find(({ pk }) => String(pk).includes('#initiator#'));
		const kept = ['pk', 'sk', 'name', 'person', 'flagged', 'ttl'];
		const fields = Object.entries(item ?? {}).filter(([name]) => kept.includes(name));
		const first = Object.fromEntries(fields);
		await table.client.send(new PutCommand({ TableName: table.name, Item: first }));
		expect((await history.recall(chained)).initiator).toMatchObject({
			...{ name: 'bora', kind: 'person', sign: null, flagged: false },
		});
	});

	describe('with very many records', () => {
		it('stops writing and counting, but still notes new names', async () => {
			const table = await dynamo().makeTable();
			const history = dynamodbHistory(table);
			await followAll(history, factsOf(failures(MOST_FAILURES + 5)));
			const written = (await allItems(table)).filter(({ pk }) =>
				/^HISTORY#.*failure/.test(String(pk)),
			);
			expect(written).toHaveLength(3 * MOST_FAILURES);
			const others = ['hana', 'sora', 'taeho'].map((name, n) =>
				consoleLogin(at(`01:1${n}`, { ...untrusted, userIdentity: iamUser(name) }), 'Failure'),
			);
			await followAll(history, factsOf(others));
			const known = await history.recall(one(consoleLogin(at('01:20', untrusted))));
			expect(known).toMatchObject({
				personFailures: MOST_FAILURES,
				failuresHere: MOST_FAILURES,
				addressFailures: MOST_FAILURES,
				addressNames: 4,
			});
		});

		it('lists a limited number of networks, always with the trusted ones and the current one', async () => {
			const history = await open();
			const roaming = Array.from({ length: MOST_NETWORKS + 20 }, (_, n) =>
				consoleLogin(at('01:00', { sourceIPAddress: `192.0.${n}.1`, eventID: `roaming-${n}` })),
			);
			await followAll(history, factsOf([...roaming, consoleLogin(at('01:00'))]));
			for (let n = 0; n < roaming.length; n += 8) {
				const address = `192.0.${n}.1`;
				const asking = one(consoleLogin(at('02:00', { sourceIPAddress: address })));
				const { networks } = await history.recall(asking);
				expect(networks).toEqual(expect.arrayContaining(['office', address]));
				expect(networks.length).toBeLessThanOrEqual(MOST_NETWORKS + 1);
			}
		});

		it('keeps the item of a network small, even if many sign-ins come at once', async () => {
			const table = await dynamo().makeTable();
			const history = dynamodbHistory(table);
			const many = factsOf(
				Array.from({ length: 40 }, (_, n) =>
					consoleLogin(at('01:00', { ...untrusted, eventID: `many-${n}` })),
				),
			);
			const unknowing = await Promise.all(many.map((facts) => inOrder([facts])));
			await Promise.all(
				many.map(
					(facts, n) =>
						unknowing[n]?.remembered[0] && history.remember(facts, unknowing[n].remembered[0]),
				),
			);
			const items = (await allItems(table)).filter(({ pk }) =>
				String(pk).startsWith('HISTORY#networks#'),
			);
			expect(items.map(({ seen }) => seen instanceof Set && seen.size)).toEqual([20]);
		});
	});

	describe('with a damaged item', () => {
		const asking = factsOf(STORIES.flatMap(([, records]) => records));
		let table: Promise<Table> | null = null;
		/** All tests use one table: each test repairs what it has damaged. */
		function told(): Promise<Table> {
			table ??= dynamo()
				.makeTable()
				.then(async (made) => {
					await followAll(dynamodbHistory(made), asking);
					return made;
				});
			return table;
		}

		it.each([
			['act', { eventId: 1 }],
			['initiator', { flagged: 'perhaps' }],
			['login', { network: 1 }],
			['token', { eventId: 1 }],
			['id', { person: '' }],
			['name', { name: 7 }],
			['networks', { seen: 'often' }],
			['address-failure', { name: 0 }],
		])('names the item: %s', async (kind, fields) => {
			const { client, name } = await told();
			const whole = (await allItems({ client, name })).filter(({ pk }) =>
				String(pk).startsWith(`HISTORY#${kind}#`),
			);
			const put = (Item: Fields) => client.send(new PutCommand({ TableName: name, Item }));
			await Promise.all(whole.map((item) => put({ ...item, ...fields })));
			const history = dynamodbHistory({ client, name });
			const answers = await Promise.allSettled(asking.map((facts) => history.recall(facts)));
			await Promise.all(whole.map(put));
			const problems = answers.flatMap((answer) =>
				answer.status === 'rejected' ? [answer.reason] : [],
			);
			expect(problems.length).toBeGreaterThan(0);
			for (const problem of problems) {
				expect(problem).toBeInstanceOf(DamagedItemError);
				expect(problem).toMatchObject({
					item: expect.stringContaining(`HISTORY#${kind}#`),
					message: expect.stringContaining(Object.keys(fields)[0] ?? ''),
				});
			}
		});
	});
});

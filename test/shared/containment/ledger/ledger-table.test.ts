import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { demandItem } from '../../../../shared/containment/ledger/dynamodb-containment-items.ts';
import { firstStep } from '../../../../shared/containment/ledger/ledger-requests.ts';
import { getItem } from '../../../../shared/runtime/dynamodb-table.ts';
import { aCounting } from '../../../support/a-counting.ts';
import {
	aDecision,
	aSubmittedRequest,
	REQUESTED_AT,
} from '../../../support/a-submitted-request.ts';
import { allItems } from '../../../support/all-items.ts';
import { ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';
import { requestsTo } from '../../../support/requests-to.ts';

const T = 'scp';

describe('the table', () => {
	const dynamo = withDynamo();

	it.each<[string, (ledger: Ledgers, id: string) => Promise<unknown>]>([
		['what a policy must hold', (ledger) => ledger.activeFor(T)],
		['how a containment stands', (ledger, id) => ledger.find(id)],
		['a history', (ledger, id) => ledger.history(id)],
		['the breaker', (ledger) => ledger.breaker()],
	])('is read consistently and by its key for %s', async (_, read) => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.request(aSubmittedRequest());
		const requests = requestsTo(table);
		await read(ledger, id);
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({ ConsistentRead: true });
		expect(requests[0]).not.toHaveProperty('IndexName');
	});

	it('stores a new request with two writes at the same time: the head and the demand', async () => {
		const table = await dynamo().makeTable();
		const requests = requestsTo(table);
		await ledgerOn(table).request(aSubmittedRequest());
		expect(requests).toMatchObject([{ Item: { sk: 'HEAD' } }, { Item: { pk: `POLICY#${T}` } }]);
	});

	it('is read by a publisher beyond one page', async () => {
		const table = await dynamo().makeTable();
		const count = 30;
		for (let n = 0; n < count; n++) {
			// Each item has forty thousand characters, and a page of DynamoDB ends after a
			// megabyte.
			const attachment = { kind: 'user', name: 'x'.repeat(40_000) } as const;
			const { containment } = firstStep(
				aSubmittedRequest({
					occasion: `case ${n}`,
					request: { policies: [{ policy: T, account: null, attachment }] },
				}),
			);
			const [Item] = containment.policies.map((policy) => demandItem(containment, policy));
			await table.client.send(new PutCommand({ TableName: table.name, Item }));
		}
		expect((await ledgerOn(table).activeFor(T)).active).toHaveLength(count);
	});

	it('deletes what a policy no longer needs, and never a containment or its history', async () => {
		const table = await dynamo().makeTable();
		const ledger = ledgerOn(table);
		const { id } = await ledger.request(aSubmittedRequest());
		const world = { ledger, texts: new Map() };
		const demand = { pk: `POLICY#${T}`, sk: `CONTAINMENT#${id}` };
		expect(await getItem(table, demand)).not.toHaveProperty('ttl');
		await ledger.release(id, aDecision());
		await publishDemand(world, { policy: T, holder: 'one', now: REQUESTED_AT + 900_000 });
		const ended = Math.floor((REQUESTED_AT + 900_000) / 1000);
		expect(await getItem(table, demand)).toMatchObject({
			standing: 'none',
			ttl: ended + 2 * 86_400,
		});
		for (const sk of ['HEAD', 'STEP#00000001']) {
			expect(await getItem(table, { pk: `CONTAINMENT#${id}`, sk })).not.toHaveProperty('ttl');
		}
	});

	it('deletes what the breaker counted, and the room of an actor', async () => {
		const table = await dynamo().makeTable();
		const keepUntil = REQUESTED_AT + 1;
		await ledgerOn(table).count(aCounting({ keepUntil }));
		await ledgerOn(table).takeRoom('bora', { sessions: ['s'], at: REQUESTED_AT });
		expect((await allItems(table)).map(({ ttl }) => ttl).toSorted()).toEqual([
			Math.ceil(keepUntil / 1000),
			Math.ceil(REQUESTED_AT / 1000) + 14 * 86_400,
		]);
	});
});

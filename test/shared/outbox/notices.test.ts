import { describe, expect, it } from 'vitest';
import { dynamodbNotices } from '../../../shared/outbox/dynamodb-notices.ts';
import type { Notice } from '../../../shared/outbox/notices.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { getItem, updateIf } from '../../../shared/runtime/dynamodb-table.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { eachNotices } from '../../support/each-case-store.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const MINUTE = 60_000;
const aNotice = (id = 'breaker-1', at = REQUESTED_AT): Notice => {
	return { id, kind: 'breaker-opened', at, facts: { number: '1', reason: 'people' } };
};
const NEW = {
	...{ revision: 0, postedMessage: null, postedRevision: null, claim: null, replies: [] },
};
const postedMessage = { channel: 'C0', ts: '1772512521.000100', digest: 'one', at: REQUESTED_AT };

describe.each(eachNotices())('the notices %s', (_, makeNotices) => {
	it('are added once and due until they are posted, the longest waiting first', async () => {
		const notices = await makeNotices();
		expect(await notices.add(aNotice('later', REQUESTED_AT + 1))).toBe(true);
		expect(await notices.add(aNotice())).toBe(true);
		expect(await notices.add(aNotice('breaker-1', REQUESTED_AT + 9))).toBe(false);
		expect(await notices.due(5)).toEqual([
			{ ...aNotice(), ...NEW },
			{ ...aNotice('later', REQUESTED_AT + 1), ...NEW },
		]);
		expect(await notices.due(1)).toMatchObject([{ id: 'breaker-1' }]);
		await notices.recordPosted('breaker-1', postedMessage, 0);
		expect(await notices.due(5)).toMatchObject([{ id: 'later' }]);
		expect(await notices.find('breaker-1')).toEqual({
			...{ ...aNotice(), ...NEW, postedMessage, postedRevision: 0 },
		});
		expect(await notices.add(aNotice())).toBe(false);
		expect(await notices.due(5)).toHaveLength(1);
	});

	it('can be claimed by one sender at a time, until they are posted', async () => {
		const notices = await makeNotices();
		await notices.add(aNotice());
		expect(await notices.claim('breaker-1', { by: 'one', at: REQUESTED_AT }, MINUTE)).toBe(true);
		expect(await notices.claim('breaker-1', { by: 'two', at: REQUESTED_AT + 1 }, MINUTE)).toBe(
			false,
		);
		expect(await notices.claim('breaker-1', { by: 'one', at: REQUESTED_AT + 1 }, MINUTE)).toBe(
			true,
		);
		expect(
			await notices.claim('breaker-1', { by: 'two', at: REQUESTED_AT + 1 + MINUTE }, MINUTE),
		).toBe(true);
		await notices.recordPosted('breaker-1', postedMessage, 0);
		expect((await notices.find('breaker-1'))?.claim).toBeNull();
	});

	it('become due again when they are made due, until the latest revision is posted', async () => {
		const notices = await makeNotices();
		expect(await notices.makeDue(aNotice())).toBe(0);
		await notices.recordPosted('breaker-1', postedMessage, 0);
		expect(await notices.due(5)).toEqual([]);
		expect(await notices.makeDue(aNotice())).toBe(1);
		expect(await notices.due(5)).toMatchObject([{ id: 'breaker-1', revision: 1, postedMessage }]);
		expect(await notices.makeDue(aNotice())).toBe(2);
		await notices.recordPosted('breaker-1', { ...postedMessage, digest: 'two' }, 1);
		expect(await notices.due(5)).toMatchObject([{ postedRevision: 1, revision: 2 }]);
		await notices.recordPosted('breaker-1', { ...postedMessage, digest: 'three' }, 2);
		await notices.recordPosted('breaker-1', postedMessage, 1);
		expect(await notices.due(5)).toEqual([]);
		expect(await notices.find('breaker-1')).toMatchObject({
			...{ postedMessage: { digest: 'three' }, postedRevision: 2 },
		});
	});

	it('keep the keys of their replies, each once', async () => {
		const notices = await makeNotices();
		await notices.add(aNotice());
		for (const key of ['effective:1', 'released:2', 'effective:1'])
			await notices.recordReply('breaker-1', key);
		expect((await notices.find('breaker-1'))?.replies).toEqual(['effective:1', 'released:2']);
		await notices.recordReply('unknown', 'effective:1');
		expect(await notices.find('unknown')).toBeNull();
	});

	it('cannot be claimed or recorded if nobody added them', async () => {
		const notices = await makeNotices();
		expect(await notices.claim('breaker-1', { by: 'one', at: REQUESTED_AT }, MINUTE)).toBe(false);
		await notices.recordPosted('breaker-1', postedMessage, 0);
		expect(await notices.find('breaker-1')).toBeNull();
	});
});

describe('a notice in the table', () => {
	const dynamo = withDynamo();
	const key = { pk: 'NOTICE#breaker-1', sk: 'NOTICE' };

	it('is deleted after 90 days', async () => {
		const table = await dynamo().makeTable();
		await dynamodbNotices(table).add(aNotice());
		expect(await getItem(table, key)).toMatchObject({
			ttl: Math.floor(REQUESTED_AT / 1000) + 90 * 86_400,
		});
	});

	it('is deleted 90 days after it can change last', async () => {
		const table = await dynamo().makeTable();
		await dynamodbNotices(table).add({ ...aNotice(), changesUntil: REQUESTED_AT + 86_400_000 });
		expect(await getItem(table, key)).toMatchObject({
			ttl: Math.floor(REQUESTED_AT / 1000) + 91 * 86_400,
		});
	});

	it('that is damaged is passed over if the caller handles that', async () => {
		const table = await dynamo().makeTable();
		const noted: string[] = [];
		const passOver = ({ item }: DamagedItemError) => void noted.push(item);
		const notices = dynamodbNotices({ ...table, passOver });
		await notices.add(aNotice());
		await notices.add({ ...aNotice(), id: 'breaker-2' });
		await updateIf(table, key, {
			...{
				update: 'SET #kind = :kind',
				expression: 'attribute_exists(#pk)',
				values: { ':kind': 'rumour' },
			},
		});
		expect(await notices.due(5)).toMatchObject([{ id: 'breaker-2' }]);
		expect(noted).toEqual(['NOTICE#breaker-1 / NOTICE']);
	});

	it('that is damaged is named in the error otherwise', async () => {
		const table = await dynamo().makeTable();
		const notices = dynamodbNotices(table);
		await notices.add(aNotice());
		const damage = { update: 'SET #kind = :kind', expression: 'attribute_exists(#pk)' };
		await updateIf(table, key, { ...damage, values: { ':kind': 'rumour' } });
		for (const read of [() => notices.find('breaker-1'), () => notices.due(5)]) {
			const failure = await read().catch((error: unknown) => error);
			expect(failure).toBeInstanceOf(DamagedItemError);
			expect(failure).toMatchObject({ item: 'NOTICE#breaker-1 / NOTICE' });
		}
	});
});

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
const postedMessage = { channel: 'C0', ts: '1772512521.000100', digest: 'one', at: REQUESTED_AT };

describe.each(eachNotices())('the notices %s', (_, makeNotices) => {
	it('are added once and due until they are posted, the longest waiting first', async () => {
		const notices = await makeNotices();
		expect(await notices.add(aNotice('later', REQUESTED_AT + 1))).toBe(true);
		expect(await notices.add(aNotice())).toBe(true);
		expect(await notices.add(aNotice('breaker-1', REQUESTED_AT + 9))).toBe(false);
		expect(await notices.due(5)).toEqual([
			{ ...aNotice(), postedMessage: null, claim: null },
			{ ...aNotice('later', REQUESTED_AT + 1), postedMessage: null, claim: null },
		]);
		expect(await notices.due(1)).toMatchObject([{ id: 'breaker-1' }]);
		await notices.recordPosted('breaker-1', postedMessage);
		expect(await notices.due(5)).toMatchObject([{ id: 'later' }]);
		expect(await notices.find('breaker-1')).toEqual({ ...aNotice(), postedMessage, claim: null });
		expect(await notices.add(aNotice())).toBe(false);
		expect(await notices.due(5)).toHaveLength(1);
	});

	it('can be claimed by one sender at a time, and not once they are posted', async () => {
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
		await notices.recordPosted('breaker-1', postedMessage);
		expect(
			await notices.claim('breaker-1', { by: 'one', at: REQUESTED_AT + 9 * MINUTE }, MINUTE),
		).toBe(false);
	});

	it('cannot be claimed or recorded if nobody added them', async () => {
		const notices = await makeNotices();
		expect(await notices.claim('breaker-1', { by: 'one', at: REQUESTED_AT }, MINUTE)).toBe(false);
		await notices.recordPosted('breaker-1', postedMessage);
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

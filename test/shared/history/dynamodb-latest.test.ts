import { describe, expect, it } from 'vitest';
import { keepLatest } from '../../../shared/history/dynamodb-latest.ts';
import { getItem } from '../../../shared/runtime/dynamodb-table.ts';
import { putItem } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const KEY = { pk: 'ACCOUNT#111122223333', sk: 'REGION#us-east-1' };
const dynamo = withDynamo();

describe('an item of which the latest form is kept', () => {
	it('is the latest in any order', async () => {
		const table = await dynamo().makeTable();
		for (const at of [2, 3, 1, 3])
			await keepLatest(table, KEY, { by: 'seenAt', at, fields: { name: `at ${at}` } });
		expect(await getItem(table, KEY)).toEqual({ ...KEY, seenAt: 3, name: 'at 3' });
	});

	it.each(['x', '', [], {}, null, true, new Set(['x'])])(
		'is written anew where its time is damaged: %o',
		async (seenAt) => {
			const table = await dynamo().makeTable();
			await putItem(table, { ...KEY, seenAt });
			await keepLatest(table, KEY, { by: 'seenAt', at: 5, fields: {} });
			expect(await getItem(table, KEY)).toMatchObject({ seenAt: 5 });
		},
	);
});

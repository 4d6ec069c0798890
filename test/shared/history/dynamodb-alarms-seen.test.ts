import { describe, expect, it } from 'vitest';
import { isBackedBy } from '../../../shared/history/alarms-seen.ts';
import { dynamodbAlarmsSeen } from '../../../shared/history/dynamodb-alarms-seen.ts';
import { allItems } from '../../support/all-items.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();
const USER = { account: '111122223333', userId: 'AIDAMINJIEXAMPLE0001' };
const AT = Date.parse('2026-03-03T10:00:00Z');
const HOUR = 3_600_000;

describe('the alarms of a user', () => {
	it('keep the latest time of each kind, in any order and more than once', async () => {
		const seen = dynamodbAlarmsSeen(await dynamo().makeTable());
		for (const at of [AT, AT + 5, AT - 5, AT]) await seen.note(USER, 'health', at);
		expect(await seen.last(USER, 'health')).toBe(AT + 5);
		expect(await seen.last(USER, 'quarantine')).toBeNull();
		expect(await seen.last({ ...USER, account: '444455556666' }, 'health')).toBeNull();
	});

	it('are removed by the table, and one that cannot be read counts as none', async () => {
		const table = await dynamo().makeTable();
		const passedOver: unknown[] = [];
		const seen = dynamodbAlarmsSeen({ ...table, passOver: (error) => passedOver.push(error) });
		await seen.note(USER, 'health', AT);
		expect(await allItems(table)).toMatchObject([{ ttl: expect.any(Number) }]);
		await dynamodbAlarmsSeen(table).note(USER, 'health', Number.MAX_SAFE_INTEGER);
		expect(await seen.last(USER, 'health')).toBeNull();
		expect(passedOver).toHaveLength(1);
	});

	it.each([
		[null, false],
		[AT, true],
		[AT - HOUR, true],
		[AT + HOUR, true],
		[AT - HOUR - 1, false],
	])('back each other within the hour, before or after (%s)', (other, backs) => {
		expect(isBackedBy(AT, other)).toBe(backs);
	});
});

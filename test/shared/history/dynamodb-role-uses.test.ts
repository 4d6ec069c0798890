import { describe, expect, it } from 'vitest';
import { dynamodbRoleUses } from '../../../shared/history/dynamodb-role-uses.ts';
import type { RoleUse, SeenUse } from '../../../shared/history/role-use.ts';
import type { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { allItems } from '../../support/all-items.ts';
import { damage } from '../../support/damage.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const dynamo = withDynamo();
const HOUR = 3_600_000;
const AT = Date.UTC(2026, 2, 3, 1);
const ROLE = 'arn:aws:iam::111122223333:role/deploy';

function aUse(over: Partial<RoleUse> = {}): RoleUse {
	return {
		...{ roleId: 'AROADEPLOYEXAMPLE001', kind: 'person', name: 'bora' },
		...{ network: 'office', classification: 'trusted', lastAt: AT },
		...over,
	};
}
function seen(actor: string, over: Partial<RoleUse> = {}, role = ROLE): SeenUse {
	return { role, actor, use: aUse(over) };
}

describe('the uses of a role in the table', () => {
	it('are one for each actor and kind of network, the latest first, for this role only', async () => {
		const uses = dynamodbRoleUses(await dynamo().makeTable());
		await uses.remember(seen('bora'));
		const abroad = { network: '192.0.2.7', classification: 'untrusted' } as const;
		await uses.remember(seen('bora', { ...abroad, lastAt: AT + 2 * HOUR }));
		await uses.remember(seen('ari', { name: null, lastAt: AT + HOUR }));
		await uses.remember(seen('ari', {}, `${ROLE}-2`));
		expect(await uses.since(ROLE, AT)).toEqual({
			uses: [
				aUse({ ...abroad, lastAt: AT + 2 * HOUR }),
				aUse({ name: null, lastAt: AT + HOUR }),
				aUse(),
			],
			isMore: false,
		});
		expect((await uses.since(ROLE, AT + 2 * HOUR)).uses).toHaveLength(1);
	});

	it('are written once an hour by a process, and tell the latest hour in any order', async () => {
		const table = await dynamo().makeTable();
		for (const minutes of [200, 5, 30, 205, 61]) {
			const uses = dynamodbRoleUses(table);
			for (const again of [0, 1])
				await uses.remember(seen('bora', { lastAt: AT + minutes * 60_000 + again }));
		}
		expect((await dynamodbRoleUses(table).since(ROLE, 0)).uses).toEqual([
			aUse({ lastAt: AT + 3 * HOUR }),
		]);
		let sent = 0;
		const client = new Proxy(table.client, {
			get: (original, name) => {
				if (name === 'send') sent++;
				return Reflect.get(original, name);
			},
		});
		const uses = dynamodbRoleUses({ ...table, client });
		for (const minutes of [0, 20, 40])
			await uses.remember(seen('ari', { lastAt: AT + minutes * 60_000 }));
		expect(sent).toBe(1);
	});

	it('are removed by DynamoDB after a day', async () => {
		const table = await dynamo().makeTable();
		await dynamodbRoleUses(table).remember(seen('bora'));
		expect(await allItems(table)).toMatchObject([{ ttl: (AT + 25 * HOUR) / 1_000 }]);
	});

	it('are not read without a limit', async () => {
		const uses = dynamodbRoleUses(await dynamo().makeTable());
		for (let n = 0; n < 1_001; n += 91)
			await Promise.all(
				Array.from({ length: 91 }, (_, at) => uses.remember(seen(`session-${n + at}`))),
			);
		const again = { roleId: 'AROADEPLOYEXAMPLE002' };
		await uses.remember(seen('bora', again));
		const { uses: read, isMore } = await uses.since(ROLE, AT);
		expect(isMore).toBe(true);
		expect(read).toHaveLength(1_001);
		expect(read).toContainEqual(aUse(again));
	});

	it('are read without one that is damaged', async () => {
		const table = await dynamo().makeTable();
		await dynamodbRoleUses(table).remember(seen('bora'));
		await dynamodbRoleUses(table).remember(seen('ari', { name: 'ari', lastAt: AT + HOUR }));
		const [first] = await allItems(table);
		await damage(table, { pk: String(first?.pk), sk: String(first?.sk) }, { lastAt: 'soon' });
		const passed: DamagedItemError[] = [];
		const reading = { ...table, passOver: (error: DamagedItemError) => void passed.push(error) };
		expect((await dynamodbRoleUses(reading).since(ROLE, AT)).uses).toHaveLength(1);
		expect(passed).toHaveLength(1);
	});
});

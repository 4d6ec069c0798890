import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodbStackSetWatch } from '../../../shared/stack-sets/dynamodb-stack-set-watch.ts';
import { NEVER_LOOKED } from '../../../shared/stack-sets/watch-state.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { anInstance, instancesOf, REASONS } from '../../support/some-instances.ts';
import { aKeptLook } from '../../support/some-looks.ts';

const dynamo = withDynamo();
const LOOK = aKeptLook(
	[...instancesOf('333344445555'), anInstance({ status: 'OUTDATED', reason: REASONS.exists })],
	1,
);

describe('the watch over the StackSets in DynamoDB', () => {
	it('gives what was written last, also twice at the same time', async () => {
		const watch = dynamodbStackSetWatch(await dynamo().makeTable());
		expect(await watch.read()).toBeNull();
		const state = { ...NEVER_LOOKED, dueAt: 7, failingSince: 5 };
		await watch.write(state, 5);
		expect(await watch.read()).toEqual(state);
		const later = { ...state, failingSince: null, look: LOOK, told: { number: 1, digest: 'x' } };
		await watch.write(later, 5);
		expect(await watch.read()).toEqual(later);
	});

	it('begins again if the item cannot be read, and tells that', async () => {
		const table = await dynamo().makeTable();
		const Item = { pk: 'ORGANIZATION', sk: 'INSTANCES', dueAt: 'tomorrow' };
		await table.client.send(new PutCommand({ TableName: table.name, Item }));
		const passed: string[] = [];
		const passOver = ({ item }: { item: string }) => void passed.push(item);
		expect(await dynamodbStackSetWatch({ ...table, passOver }).read()).toBeNull();
		expect(passed).toEqual(['ORGANIZATION / INSTANCES']);
	});

	it('reads a cause that only a later version knows as another one', async () => {
		const table = await dynamo().makeTable();
		const watch = dynamodbStackSetWatch(table);
		await watch.write({ ...NEVER_LOOKED, look: LOOK }, 1);
		const [shown] = LOOK.shown;
		const look = { ...LOOK, shown: [{ ...shown, cause: 'later' }] };
		const Item = { pk: 'ORGANIZATION', sk: 'INSTANCES', ...NEVER_LOOKED, look };
		await table.client.send(new PutCommand({ TableName: table.name, Item }));
		expect((await watch.read())?.look?.shown).toEqual([{ ...shown, cause: 'other' }]);
	});
});

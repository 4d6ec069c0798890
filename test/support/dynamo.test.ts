import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
	DeleteCommand,
	GetCommand,
	PutCommand,
	QueryCommand,
	ScanCommand,
	UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { OPEN_INDEX, type Table } from '../../shared/runtime/dynamodb-table.ts';
import { withDynamo } from './each-ledger.ts';

const ITEM = {
	...{ pk: 'CASE#1', sk: 'CASE', open: 'case', openUntil: 7, ttl: 1_772_500_000.5 },
	text: '한글 "quoted" \u2028 \n',
	values: [null, true, { deep: new Set(['a', 'b']), numbers: new Set([1, 2.5]) }],
	bytes: new Uint8Array([0, 255]),
};
const { pk, sk } = ITEM;
const Key = { pk, sk };

type Call = (table: Table) => Promise<object>;

/** What is asked of an engine, one after the other. */
const CALLS: readonly (readonly [string, Call])[] = [
	['a get of nothing', ({ client, name }) => client.send(new GetCommand({ TableName: name, Key }))],
	['a put', ({ client, name }) => client.send(new PutCommand({ TableName: name, Item: ITEM }))],
	['a get', ({ client, name }) => client.send(new GetCommand({ TableName: name, Key }))],
	[
		'a put whose condition does not hold',
		({ client, name }) =>
			client.send(
				new PutCommand({
					TableName: name,
					Item: ITEM,
					ConditionExpression: 'attribute_not_exists(pk)',
					ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
				}),
			),
	],
	[
		'an update',
		({ client, name }) =>
			client.send(
				new UpdateCommand({
					TableName: name,
					Key,
					UpdateExpression: 'SET #text = :text ADD seen :seen REMOVE bytes',
					ExpressionAttributeNames: { '#text': 'text' },
					ExpressionAttributeValues: { ':text': '', ':seen': new Set(['x']) },
					ReturnValues: 'ALL_NEW',
				}),
			),
	],
	[
		'an update with a reserved word',
		({ client, name }) =>
			client.send(
				new UpdateCommand({
					TableName: name,
					Key,
					UpdateExpression: 'SET text = :text',
					ExpressionAttributeValues: { ':text': 'x' },
				}),
			),
	],
	[
		'a page of an index and where the next begins',
		async ({ client, name }) => {
			await client.send(new PutCommand({ TableName: name, Item: { ...ITEM, sk: 'OTHER' } }));
			return client.send(
				new QueryCommand({
					TableName: name,
					IndexName: OPEN_INDEX.name,
					KeyConditionExpression: '#open = :open',
					ExpressionAttributeNames: { '#open': OPEN_INDEX.partition },
					ExpressionAttributeValues: { ':open': 'case' },
					Limit: 1,
				}),
			);
		},
	],
	['all items', ({ client, name }) => client.send(new ScanCommand({ TableName: name }))],
	[
		'a page that ends after a megabyte',
		async ({ client, name }) => {
			for (const sk of ['1', '2', '3', '4'])
				await client.send(
					new PutCommand({ TableName: name, Item: { pk: 'BIG', sk, text: 'x'.repeat(350_000) } }),
				);
			const { Count, LastEvaluatedKey } = await client.send(
				new QueryCommand({
					TableName: name,
					KeyConditionExpression: 'pk = :pk',
					ExpressionAttributeValues: { ':pk': 'BIG' },
				}),
			);
			return { Count, LastEvaluatedKey };
		},
	],
	[
		'an item that is too large',
		({ client, name }) =>
			client.send(new PutCommand({ TableName: name, Item: { pk, sk, text: 'x'.repeat(410_000) } })),
	],
	[
		'a deletion',
		({ client, name }) =>
			client.send(new DeleteCommand({ TableName: name, Key, ReturnValues: 'ALL_OLD' })),
	],
	['another table', ({ client }) => client.send(new GetCommand({ TableName: 'other', Key }))],
];

/** Output or error, without what is of one request only. */
async function outcomeOf(call: Promise<object>): Promise<object> {
	try {
		return { output: { ...(await call), $metadata: null } };
	} catch (error) {
		if (!(error instanceof DynamoDBServiceException)) throw error;
		const { name, message, $metadata } = error;
		const status = $metadata.httpStatusCode;
		return { ...error, name, message, class: error.constructor, $metadata: status };
	}
}

async function outcomes(table: Table): Promise<Map<string, object>> {
	const came = new Map<string, object>();
	for (const [what, call] of CALLS) came.set(what, await outcomeOf(call(table)));
	return came;
}

describe('an engine in process', () => {
	const inProcess = withDynamo('in process');
	const overHttp = withDynamo('over HTTP');

	it('answers as it does over HTTP', async () => {
		const answers = await outcomes(await inProcess().makeTable());
		expect(answers).toEqual(await outcomes(await overHttp().makeTable()));
		const errors = [...answers.values()].flatMap((one) => ('name' in one ? [one.name] : []));
		expect(errors).toEqual([
			'ConditionalCheckFailedException',
			'ValidationException',
			'ValidationException',
			'ResourceNotFoundException',
		]);
	});
});

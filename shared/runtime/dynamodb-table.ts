import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
	DeleteCommand,
	DynamoDBDocumentClient,
	GetCommand,
	PutCommand,
	QueryCommand,
	type QueryCommandInput,
	UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { PassOver } from './dynamodb-item.ts';
import { REQUEST_LIMITS } from './request-limits.ts';

/**
 * The one table has these keys:
 *
 * | pk | sk |
 * | --- | --- |
 * | `CONTAINMENT#id` | `HEAD`, and `STEP#number` for each step of its history |
 * | `POLICY#policy` | `LEASE`, `CONTAINMENT#id` for what it must hold, `PUBLICATION#generation`; `UNANNOUNCED#generation`: a run whose changes are still to be told |
 * | `TEXT#sha256` | `TEXT` |
 * | `RECONCILE` | `ENDS`, `REPAIRS`: how far it has come with many containments |
 * | `BREAKER` | `OPENING#number` |
 * | `WINDOW#hash` of a list | `slot#actor#age`: that the breaker counts an actor at a time |
 * | `ROOM#hash` of an actor | `ROOM`: which of their sessions are denied |
 * | `HISTORY#kind#hash` | a sign-in's stamp: what it added to a kind of history under a key |
 * | `HISTORY#networks#hash` | `TRUSTED#hash` (trusted) and `UNTRUSTED#hash`: networks of a person |
 * | `HISTORY#key-use#hash` | `UNTRUSTED#hash`, `OTHER#hash` of a network: the latest use of a key there |
 * | `HISTORY#key-past#hash` of a key | `AT#hash` of a network: whether the key is new or usual there; `TOLD`: what CloudTrail told |
 * | `HISTORY#key-past#hash` of an account and Region | `TURN`: when CloudTrail may be asked next |
 * | `HISTORY#role-use#hash` of a role | `USE#AROA…#classification#hash` of an actor: when they were last seen there |
 * | `HISTORY#user-name#hash` of a name | `USER#account#AIDA…`: an IAM user who has that name |
 * | `HISTORY#alarm#hash` of a user | `HEALTH`, `QUARANTINE`: when the latest alarm of AWS of this kind came |
 * | `ACCOUNT#id` | `REGION#region`: when it last delivered there; `LISTED`: when Organizations listed it |
 * | `PORTAL` | `PORTAL`: when the portal of Identity Center last delivered; `MISSING`: when it last should have |
 * | `ORGANIZATION` | `LIST`: when to list the accounts again |
 * | `KEY#hash` | `BIRTHDAY`: when an access key or a user was made |
 * | `WHOSE#sha256` of a case's key | `NOW`, `PAST#id` for earlier cases, `KEY#id` for a key's age |
 * | `CASE#id` | `CASE`: under which `WHOSE` the case is |
 * | `NOTICE#id` | `NOTICE` |
 * | `MENTION#channel` | `MENTION`: the latest mention of the on-call in a Slack channel, and what waits for the next |
 * | `SUMMARY#day` | `LINE#line#delivery`: a sign-in of that day that is told once a day; `OF#day`: this day's summary tells sign-ins of that day |
 * | `REPORT#week` | `RUN`: the credential report of a week; `ACCOUNT#id` for each of its accounts |
 *
 * The document client turns items into plain values, so that they can be parsed like any other
 * input.
 */
export interface Table {
	readonly client: DynamoDBDocumentClient;
	readonly name: string;
	/**
	 * Called for items without which the reader can continue. If it is left out, the reader fails
	 * on them.
	 */
	readonly passOver?: PassOver;
}

export interface Key {
	readonly pk: string;
	readonly sk: string;
}

/** DynamoDB removes items by this attribute, in seconds since 1970. */
export const TTL = 'ttl';

/**
 * The index lists containments that have not ended (`containment`, by their end), what is to be
 * posted or asked (`case`, `notice`, `key-age`, the most urgent first), and what is not told yet:
 * credential reports (`report`, by their deadline), daily summaries (`summary`) and changes of
 * containments (`announcement`). An item is in it while it has the two attributes, which no other
 * item may have. It holds keys only, and may be a second behind: decisions must read the table
 * itself.
 */
export const OPEN_INDEX = { name: 'open', partition: 'open', sort: 'openUntil' } as const;

/**
 * A condition expression of DynamoDB, with the values that it uses. Attribute names are written
 * `#name`.
 */
export interface Condition {
	readonly expression: string;
	readonly values?: Readonly<Record<string, unknown>>;
}

export const IS_NEW: Condition = { expression: 'attribute_not_exists(#pk)' };

/** Reads an item consistently; undefined if there is none. */
export async function getItem({ client, name }: Table, key: Key): Promise<unknown> {
	const { Item } = await client.send(
		new GetCommand({ TableName: name, Key: { ...key }, ConsistentRead: true }),
	);
	return Item;
}

/** Writes an item; false if the condition does not hold. */
export async function putIf(
	{ client, name }: Table,
	item: Key & Readonly<Record<string, unknown>>,
	{ expression, values }: Condition,
): Promise<boolean> {
	const put = new PutCommand({
		TableName: name,
		Item: item,
		ConditionExpression: expression,
		ExpressionAttributeNames: namesIn(expression),
		...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
	});
	return (await ifConditionHolds(() => client.send(put))) !== null;
}

/**
 * Updates an item and gives the whole item afterwards; null if the condition does not hold.
 * `update` is DynamoDB's update expression.
 */
export async function updateIf(
	{ client, name }: Table,
	key: Key,
	{ update, expression, values }: Condition & { readonly update: string },
): Promise<unknown> {
	const command = new UpdateCommand({
		TableName: name,
		Key: { ...key },
		UpdateExpression: update,
		ConditionExpression: expression,
		ExpressionAttributeNames: namesIn(`${update} ${expression}`),
		...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
		ReturnValues: 'ALL_NEW',
	});
	return (await ifConditionHolds(() => client.send(command)))?.Attributes ?? null;
}

/** Deletes an item; false if the condition does not hold. */
export async function deleteIf(
	{ client, name }: Table,
	key: Key,
	{ expression, values }: Condition,
): Promise<boolean> {
	const command = new DeleteCommand({
		TableName: name,
		Key: { ...key },
		ConditionExpression: expression,
		ExpressionAttributeNames: namesIn(expression),
		...(values === undefined ? {} : { ExpressionAttributeValues: { ...values } }),
	});
	return (await ifConditionHolds(() => client.send(command))) !== null;
}

/**
 * Gives at most so many keys of open items of one kind, in the order of `openUntil`. They may be a
 * second behind.
 */
export async function openKeys(
	{ client, name }: Table,
	open: string,
	most: number,
): Promise<Key[]> {
	const query = new QueryCommand({
		TableName: name,
		IndexName: OPEN_INDEX.name,
		KeyConditionExpression: '#open = :open',
		ExpressionAttributeNames: { '#open': OPEN_INDEX.partition },
		ExpressionAttributeValues: { ':open': open },
		Limit: most,
	});
	const { Items = [] } = await client.send(query);
	return Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
}

/** Gives those open items themselves, without those that are gone meanwhile. */
export async function openItems(table: Table, open: string, most: number): Promise<unknown[]> {
	const keys = await openKeys(table, open, most);
	const items = await Promise.all(keys.map((key) => getItem(table, key)));
	return items.filter((item) => item !== undefined);
}

/**
 * Reads the items of a partition consistently, in the order of the sort key: all, or those whose
 * sort key begins so.
 */
export async function queryPartition(
	table: Table,
	pk: string,
	beginning?: string,
): Promise<unknown[]> {
	const items: unknown[] = [];
	for await (const page of queryPages(table, pk, beginning)) items.push(...page);
	return items;
}

/** The same page by page, for a partition that would fill the memory. */
export function queryPages(
	table: Table,
	pk: string,
	beginning?: string,
): AsyncGenerator<unknown[]> {
	const some = beginning !== undefined;
	return allPages(table, {
		KeyConditionExpression: `#pk = :pk${some ? ' AND begins_with(#sk, :sk)' : ''}`,
		ExpressionAttributeNames: { '#pk': 'pk', ...(some ? { '#sk': 'sk' } : {}) },
		ExpressionAttributeValues: { ':pk': pk, ...(some ? { ':sk': beginning } : {}) },
		ConsistentRead: true,
	});
}

/**
 * Reads the item of a partition with the last sort key consistently, or with the last of these;
 * undefined if there is none.
 */
export async function lastItem(
	{ client, name }: Table,
	pk: string,
	keys?: { readonly from: string; readonly to: string },
): Promise<unknown> {
	const some = keys !== undefined;
	const query = new QueryCommand({
		TableName: name,
		KeyConditionExpression: `#pk = :pk${some ? ' AND #sk BETWEEN :from AND :to' : ''}`,
		ExpressionAttributeNames: { '#pk': 'pk', ...(some ? { '#sk': 'sk' } : {}) },
		ExpressionAttributeValues: {
			':pk': pk,
			...(some ? { ':from': keys.from, ':to': keys.to } : {}),
		},
		ConsistentRead: true,
		ScanIndexForward: false,
		Limit: 1,
	});
	return (await client.send(query)).Items?.[0];
}

/** Reads the first page of a query consistently. The limit is required. */
export async function queryPage(
	{ client, name }: Table,
	query: Omit<QueryCommandInput, 'TableName' | 'ConsistentRead'> & { readonly Limit: number },
): Promise<unknown[]> {
	const page = await client.send(
		new QueryCommand({ ...query, TableName: name, ConsistentRead: true }),
	);
	return page.Items ?? [];
}

/** Reads one page of a query of an index. `last`: the key of its last item if there are more. */
export async function queryPart(
	{ client, name }: Table,
	query: Omit<QueryCommandInput, 'TableName'> & { readonly Limit: number },
): Promise<{ readonly items: unknown[]; readonly last: unknown }> {
	const { Items = [], LastEvaluatedKey } = await client.send(
		new QueryCommand({ ...query, TableName: name }),
	);
	return { items: Items, last: LastEvaluatedKey };
}

/** Reads every page of a query. */
export async function queryAll(
	table: Table,
	query: Omit<QueryCommandInput, 'TableName'>,
): Promise<unknown[]> {
	const items: unknown[] = [];
	for await (const page of allPages(table, query)) items.push(...page);
	return items;
}

async function* allPages(
	{ client, name }: Table,
	query: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<unknown[]> {
	let start: QueryCommandInput['ExclusiveStartKey'];
	do {
		const page = await client.send(
			new QueryCommand({ ...query, TableName: name, ExclusiveStartKey: start }),
		);
		yield page.Items ?? [];
		start = page.LastEvaluatedKey;
	} while (start !== undefined);
}

async function ifConditionHolds<T>(send: () => Promise<T>): Promise<T | null> {
	try {
		return await send();
	} catch (error) {
		if (error instanceof ConditionalCheckFailedException) return null;
		throw error;
	}
}

/** Many names are reserved words in DynamoDB, so every name is written with a `#`. */
function namesIn(expression: string): Record<string, string> {
	return Object.fromEntries(
		Array.from(expression.matchAll(/#(\w+)/g), ([hash, name = '']) => [hash, name]),
	);
}

/**
 * A client that turns items into plain values. Every number becomes a number, also one that is too
 * large to be exact: by default the client fails on it, and with it on all items of the page.
 */
export function documentsOf(client: DynamoDBClient): DynamoDBDocumentClient {
	return DynamoDBDocumentClient.from(client, {
		marshallOptions: { allowImpreciseNumbers: true },
		unmarshallOptions: { wrapNumbers: Number },
	});
}

const ATTEMPTS = 4;

/**
 * Opens the table in the function's own Region with the function's own role. A call fails after
 * about fifteen seconds. `passOver` is documented at `Table`.
 */
export function openTable(name: string, passOver?: PassOver): Table {
	const client = new DynamoDBClient({
		maxAttempts: ATTEMPTS,
		requestHandler: REQUEST_LIMITS,
	});
	const table = { client: documentsOf(client), name };
	return passOver === undefined ? table : { ...table, passOver };
}

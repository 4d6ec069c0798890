import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { objectOr } from '../deploy/template.ts';

/** One call to AWS as the proxy sees it. */
export interface AwsCall {
	/**
	 * Who calls: the application id in the SDK's user agent. The harness sets it to the function's
	 * name.
	 */
	readonly by: string;
	/** The service as in the request's signature: `iam`, `dynamodb`, `organizations`. */
	readonly service: string;
	/** The operation, such as `UpdatePolicy`; empty for services that speak REST, except S3. */
	readonly action: string;
	/**
	 * The access key: an account's twelve digits for a function's own role, another value for a
	 * role that it assumed.
	 */
	readonly key: string;
	/**
	 * The resource that the call names: a table, queue, role, policy, secret, bus or object, as the
	 * request writes it.
	 */
	readonly on: string;
	/** The IAM user or role that the call is about, if it names one. */
	readonly whom: string;
	/** The partition keys that a call of DynamoDB names. */
	readonly partitions: readonly string[];
}

/** Reads what a request asks for, in any of AWS's protocols. */
export function callOf({ headers, url = '/' }: IncomingMessage, body: Buffer): AwsCall {
	const scope = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '');
	const [, key = '', service = ''] = scope ?? [];
	const [, by = ''] = /\bapp\/(\w+)/.exec(headers['user-agent'] ?? '') ?? [];
	if (service === 's3') return { by, service, key, ...objectCall(url), whom: '', partitions: [] };
	const target = headers['x-amz-target'];
	const text = body.toString();
	const input =
		typeof target === 'string'
			? objectOr(parsed(text))
			: Object.fromEntries(new URLSearchParams(text));
	const action =
		typeof target === 'string'
			? target.slice(target.lastIndexOf('.') + 1)
			: String(input.Action ?? '');
	return {
		by,
		service,
		key,
		action,
		on: namedIn(input),
		whom: whomIn(input),
		partitions: partitionsIn(input),
	};
}

/** The SDK names the operation of S3 in the query; the path is the bucket and the key. */
function objectCall(url: string): Pick<AwsCall, 'action' | 'on'> {
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	return {
		action: searchParams.get('x-id') ?? '',
		on: decodeURIComponent(pathname.slice(1)),
	};
}

/** `pk` is the partition key of the one table. */
function partitionsIn({
	Key,
	Item,
	RequestItems,
	ExpressionAttributeValues: values,
}: JsonObject): string[] {
	const batches = Object.values(objectOr(RequestItems)).flatMap((batch) => objectOr(batch).Keys);
	const keys = [Key, Item, ...batches].map((one) => objectOr(objectOr(one).pk).S);
	return [...keys, objectOr(objectOr(values)[':pk']).S].filter((one) => typeof one === 'string');
}

function whomIn({ UserName, RoleName }: JsonObject): string {
	if (UserName !== undefined) return `user/${String(UserName)}`;
	return RoleName === undefined ? '' : `role/${String(RoleName)}`;
}

const NAMES = [
	'TableName',
	'QueueUrl',
	'PolicyArn',
	'RoleArn',
	'SecretId',
	'PolicyId',
	'ChildId',
	'UserName',
];

function namedIn(fields: JsonObject): string {
	if (isObject(fields.RequestItems)) return Object.keys(fields.RequestItems).join();
	const bus = Array.isArray(fields.Entries) ? objectOr(fields.Entries[0]).EventBusName : undefined;
	if (bus !== undefined) return String(bus);
	const name = String(fields[NAMES.find((one) => fields[one] !== undefined) ?? ''] ?? '');
	return fields.IndexName === undefined ? name : `${name}/index/${String(fields.IndexName)}`;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// No function sends such a request; the emulator will refuse it.
		return null;
	}
}

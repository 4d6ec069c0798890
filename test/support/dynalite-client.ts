import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** How a call gets to the engine: as a function call, or through a socket, as other processes need it. */
export type Way = 'in process' | 'over HTTP';

const SETTINGS: DynamoDBClientConfig = {
	region: 'ap-northeast-2',
	credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
	maxAttempts: 1,
};

/** An SDK client of a dynalite that does not listen yet. */
export function clientOf(server: Server, way: Way): Promise<DynamoDBClient> {
	return way === 'in process' ? inProcess(server) : overHttp(server);
}

async function overHttp(server: Server): Promise<DynamoDBClient> {
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string')
		throw new Error('dynalite listens on no port');
	return new DynamoDBClient({ ...SETTINGS, endpoint: `http://127.0.0.1:${address.port}` });
}

/** Sockets, signatures and retries are two thirds of a call's time, and dynalite checks none of them. */
async function inProcess(server: Server): Promise<DynamoDBClient> {
	const client = new DynamoDBClient({
		...SETTINGS,
		endpoint: 'http://dynalite.invalid',
		requestHandler: {
			handle: async (request: SentRequest) => ({ response: await answerOf(server, request) }),
		},
	});
	for (const name of UNNEEDED)
		if (!client.middlewareStack.remove(name)) throw new Error(`the SDK has no ${name}`);
	return client;
}

const UNNEEDED = [
	'contentLengthMiddleware',
	'getUserAgentMiddleware',
	'hostHeaderMiddleware',
	'httpSigningMiddleware',
	'loggerMiddleware',
	'recursionDetectionMiddleware',
	'retryMiddleware',
];

/** What dynalite wants to see of a signature. */
const SIGNED = {
	authorization: 'AWS4-HMAC-SHA256 Credential=x, SignedHeaders=x, Signature=x',
	'x-amz-date': '20260303T000000Z',
};

/** Of a request and a response of the SDK what the engine looks at. */
interface SentRequest {
	readonly headers: Record<string, string>;
	readonly body: Uint8Array;
}
interface Answer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** Gives a request to the server's listener as Node would give it. */
function answerOf(server: Server, { headers, body }: SentRequest): Promise<Answer> {
	return new Promise((done) => {
		const sent = { method: 'POST', url: '/', headers: { ...headers, ...SIGNED } };
		const request = Object.assign(new EventEmitter(), sent);
		const set: Record<string, string> = {};
		const response = {
			statusCode: 200,
			setHeader: (name: string, value: unknown) => {
				set[name.toLowerCase()] = String(value);
			},
			end(text: string) {
				done({ statusCode: this.statusCode, headers: set, body: Buffer.from(text) });
			},
		};
		server.emit('request', request, response);
		request.emit('data', Buffer.from(body.buffer, body.byteOffset, body.byteLength));
		request.emit('end');
	});
}

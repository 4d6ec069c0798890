import type { IncomingMessage, ServerResponse } from 'node:http';
import { objectOr } from '../deploy/template.ts';
import type { AwsCall } from './aws-call.ts';

/** The answer of an emulator. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

export async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts);
}

/** Sends the request on to an emulator, and gives its answer. */
export async function passOn(
	request: IncomingMessage,
	body: Buffer<ArrayBuffer>,
	to: string,
): Promise<Answer> {
	const headers = new Headers();
	for (const [name, value] of Object.entries(request.headers)) {
		if (typeof value === 'string' && !HOP_BY_HOP.has(name)) headers.set(name, value);
	}
	const answer = await fetch(`${to}${request.url ?? '/'}`, {
		method: request.method ?? 'POST',
		headers,
		...(body.length > 0 ? { body } : {}),
	});
	const kept = [...answer.headers].filter(
		([name]) => !HOP_BY_HOP.has(name) && name !== 'content-encoding',
	);
	return {
		status: answer.status,
		headers: Object.fromEntries(kept),
		body: Buffer.from(await answer.arrayBuffer()),
	};
}

const HOP_BY_HOP = new Set([
	'host',
	'connection',
	'content-length',
	'transfer-encoding',
	'keep-alive',
	'expect',
]);

/** SQS drops a copy within five minutes, unless it has another deduplication id. */
export function twice(body: Buffer): Buffer<ArrayBuffer> {
	const input = objectOr(JSON.parse(body.toString()));
	const entries = Array.isArray(input.Entries) ? input.Entries.map(objectOr) : [];
	const copies = entries.map(({ Id, MessageDeduplicationId, ...entry }) => {
		const again = `${String(MessageDeduplicationId)}-again`.slice(-128);
		return { ...entry, Id: `${String(Id)}-again`, MessageDeduplicationId: again };
	});
	return Buffer.from(JSON.stringify({ ...input, Entries: [...entries, ...copies] }));
}

/**
 * The errors of https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and of
 * Organizations.
 */
export function throttle({ service }: AwsCall, response: ServerResponse): void {
	if (service === 'iam' || service === 'sts') {
		response
			.writeHead(400, { 'content-type': 'text/xml' })
			.end(
				'<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>e2e</RequestId></ErrorResponse>',
			);
		return;
	}
	const name = service === 'organizations' ? 'TooManyRequestsException' : 'ThrottlingException';
	response
		.writeHead(400, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name })
		.end(JSON.stringify({ __type: name, message: 'Rate exceeded' }));
}

/** The error of STS and IAM for a role that may not. */
export function deny(response: ServerResponse): void {
	const error =
		'<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized</Message></Error>';
	response
		.writeHead(403, { 'content-type': 'text/xml' })
		.end(`<ErrorResponse>${error}<RequestId>e2e</RequestId></ErrorResponse>`);
}

/** Scales the deferral of a message down, to one second at least. */
export function sooner(body: Buffer, scale: number): Buffer<ArrayBuffer> {
	const input = objectOr(JSON.parse(body.toString()));
	const VisibilityTimeout = Math.max(1, Math.round(Number(input.VisibilityTimeout) / scale));
	return Buffer.from(JSON.stringify({ ...input, VisibilityTimeout }));
}

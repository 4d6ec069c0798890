import type { Place } from './clients.ts';

export interface RestCall {
	readonly service: string;
	readonly method: 'GET' | 'PUT' | 'POST';
	readonly path: string;
	readonly body?: Uint8Array<ArrayBuffer> | string;
	/** The header that names the operation, for services that need it. */
	readonly target?: string;
}

/**
 * Calls a service for which the project has no client. The emulator reads account, Region and
 * service from the signature's scope and does not check the signature. Throws if the answer is
 * not a success.
 */
export async function restCall(place: Place, call: RestCall): Promise<Uint8Array> {
	const scope = `${place.account}/20260101/${place.region}/${call.service}/aws4_request`;
	const answer = await fetch(`${place.endpoint}${call.path}`, {
		method: call.method,
		headers: {
			authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
			...(call.target === undefined
				? {}
				: { 'x-amz-target': call.target, 'content-type': 'application/x-amz-json-1.1' }),
		},
		...(call.body === undefined ? {} : { body: call.body }),
	});
	const body = new Uint8Array(await answer.arrayBuffer());
	if (answer.ok) return body;
	throw new Error(
		`${call.method} ${call.path} of ${call.service}: ${answer.status} ${Buffer.from(body).toString('utf8', 0, 500)}`,
	);
}

/** Makes the call and reads the answer as JSON. */
export async function restJson(place: Place, call: RestCall): Promise<unknown> {
	return JSON.parse(Buffer.from(await restCall(place, call)).toString('utf8'));
}

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * The answers of AWS by the name of the action: text in XML or JSON, as the action's protocol has
 * it; null means access denied.
 */
export type Answers = Readonly<Record<string, string | null>>;

export interface AwsStandIn {
	readonly url: string;
	/** The actions that were called, in order. */
	readonly asked: string[];
	/** The bodies of the requests, in order. */
	readonly bodies: string[];
	stop(): Promise<void>;
}

/**
 * Starts a server on loopback that answers a few actions of AWS in its two oldest protocols, and
 * denies some in a third one.
 */
export async function startAwsStandIn(answers: Answers): Promise<AwsStandIn> {
	const asked: string[] = [];
	const bodies: string[] = [];
	const server = createServer(async (request, response) => {
		const body = await text(request);
		const action = actionOf(request, body);
		asked.push(action);
		bodies.push(body);
		const answer = answers[action];
		if (typeof answer === 'string') {
			const type = answer.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.0';
			response
				.writeHead(answer.startsWith('<ErrorResponse') ? 400 : 200, { 'content-type': type })
				.end(answer);
			return;
		}
		if (REST.has(request.url?.split('?')[0] ?? ''))
			response
				.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' })
				.end(JSON.stringify({ message: notAllowed(action) }));
		else if (request.headers['x-amz-target'] === undefined)
			response.writeHead(403, { 'content-type': 'text/xml' }).end(denied(action));
		else
			response
				.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
				.end(JSON.stringify({ __type: 'AccessDeniedException', message: notAllowed(action) }));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string')
		throw new Error('the stand-in listens on no port');
	return {
		...{ url: `http://127.0.0.1:${address.port}`, asked, bodies },
		stop: async () => {
			server.close();
			await once(server, 'close');
		},
	};
}

/** The actions of newer services by their paths. */
const REST: ReadonlyMap<string, string> = new Map([
	['/listRegions', 'ListRegions'],
	['/2016-08-19/account-settings', 'GetAccountSettings'],
]);

function actionOf({ headers, url = '' }: IncomingMessage, body: string): string {
	const rest = REST.get(url.split('?')[0] ?? '');
	if (rest !== undefined) return rest;
	const policy = headers['x-amz-target'];
	return typeof policy === 'string'
		? (policy.split('.').at(-1) ?? '')
		: (new URLSearchParams(body).get('Action') ?? '');
}

function denied(action: string): string {
	return `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${notAllowed(action)}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

function notAllowed(action: string): string {
	return `User: ${SORA_ARN} is not authorized to perform: x:${action} on resource: *`;
}

export const SORA_ARN = 'arn:aws:iam::111122223333:user/sora';

export const CALLER = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${SORA_ARN}</Arn><UserId>AIDAEXAMPLESORA000001</UserId><Account>111122223333</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

/** CloudFormation's answer for a stack that does not exist. */
export const NO_STACK =
	'<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id eyes-system does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>';

/** Makes the answer of DescribeStacks for a stack with these outputs. */
export function stackWith(
	outputs: Readonly<Record<string, string>>,
	status = 'CREATE_COMPLETE',
): string {
	const members = Object.entries(outputs).map(
		([key, value]) =>
			`<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
	);
	return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>x</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-03-03T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeStacksResponse>`;
}

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';

/**
 * IAM and Organizations behind HTTP, so that real clients are measured with everything that they
 * send.
 */
export interface PolicyServer {
	readonly url: string;
	/** The current texts. */
	readonly held: { scp: string; policy: string };
	stop(): Promise<void>;
}

interface Held {
	scp: string;
	policy: string;
	/** The versions, the newest last; that one is the default. */
	versions: string[];
	attached: string[];
}

/** Starts a server with an SCP above all accounts, and an account's policy with five versions. */
export async function startPolicyServer(): Promise<PolicyServer> {
	const held: Held = {
		...{ scp: PLACEHOLDER, policy: PLACEHOLDER, attached: [] },
		versions: ['v1', 'v2', 'v3', 'v4', 'v5'],
	};
	const server = createServer(async (request, response) => {
		response.end(await answer(request, held));
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string')
		throw new Error('the server listens on no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		held,
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

async function answer(request: IncomingMessage, held: Held): Promise<string> {
	const body = await text(request);
	const policy = request.headers['x-amz-target'];
	if (typeof policy === 'string')
		return answerAsOrganizations(policy.split('.')[1] ?? '', body, held);
	return answerAsIam(new URLSearchParams(body), held);
}

function answerAsOrganizations(operation: string, body: string, held: Held): string {
	switch (operation) {
		case 'UpdatePolicy':
			held.scp = JSON.parse(body).Content;
			return '{}';
		case 'DescribePolicy':
			return JSON.stringify({ Policy: { Content: held.scp } });
		case 'ListTargetsForPolicy':
			return JSON.stringify({ Targets: [{ TargetId: 'r-harb' }] });
		case 'ListParents':
			return JSON.stringify({ Parents: [{ Id: 'r-harb' }] });
		default:
			throw new Error(`the stand-in for Organizations does not know ${operation}`);
	}
}

function answerAsIam(asked: URLSearchParams, held: Held): string {
	const operation = asked.get('Action') ?? '';
	return `<${operation}Response><${operation}Result>${iamResult(operation, asked, held)}</${operation}Result></${operation}Response>`;
}

function iamResult(operation: string, asked: URLSearchParams, held: Held): string {
	switch (operation) {
		case 'ListPolicyVersions':
			return `<Versions>${held.versions.map(version).join('')}</Versions><IsTruncated>false</IsTruncated>`;
		case 'GetPolicyVersion':
			return `<PolicyVersion><Document>${encodeURIComponent(held.policy)}</Document></PolicyVersion>`;
		case 'DeletePolicyVersion':
			held.versions = held.versions.filter((id) => id !== asked.get('VersionId'));
			return '';
		case 'CreatePolicyVersion':
			held.versions.push(`v${held.versions.length + 10}`);
			held.policy = asked.get('PolicyDocument') ?? '';
			return '';
		case 'AttachUserPolicy':
			held.attached.push(asked.get('UserName') ?? '');
			return '';
		case 'ListEntitiesForPolicy':
			return `<PolicyUsers>${held.attached.map(user).join('')}</PolicyUsers><IsTruncated>false</IsTruncated>`;
		default:
			throw new Error(`the stand-in for IAM does not know ${operation}`);
	}
}

function version(id: string, at: number, all: readonly string[]): string {
	const isDefault = at === all.length - 1;
	return `<member><VersionId>${id}</VersionId><IsDefaultVersion>${isDefault}</IsDefaultVersion></member>`;
}

function user(name: string): string {
	return `<member><UserName>${name}</UserName></member>`;
}

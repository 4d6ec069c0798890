import { describe, expect, it } from 'vitest';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OFFICE,
	portalEvent,
	roleSession,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { asking, asserting, reservedSession } from '../../support/directory-acts.ts';
import { followLast } from '../../support/follow-records.ts';
import { requested } from '../../support/plan-for.ts';

type Fields = Readonly<Record<string, unknown>>;

const AFTER = { eventTime: '2026-03-03T02:00:00Z' };
const MCP = 'aws-mcp.amazonaws.com';
const SESSION = 'arn:aws:signin:us-east-1:111122223333:session/one';

/** A call of a session through a server of AWS. */
function through(server: string, userIdentity: Fields, over: Fields = {}): Fields {
	return assumeRole({
		...{ ...AFTER, sourceIPAddress: server, userAgent: server },
		userIdentity: { ...userIdentity, invokedBy: server },
		...over,
	});
}

/** The same session fetches a token from an address of its own. */
function token(sourceIPAddress: string, userIdentity: Fields, over: Fields = {}): Fields {
	return consoleLogin({
		...{ eventName: 'CreateOAuth2Token', sourceIPAddress, userIdentity },
		additionalEventData: { success: 'true', grant_type: 'authorization_code' },
		...over,
	});
}

async function judged(records: readonly Fields[]) {
	const { verdict, known, theCase } = await followLast(records);
	const { disposition, reasons, network } = verdict;
	return { is: `${disposition} ${reasons[0]?.code}`, network, known, name: theCase?.name };
}

describe('a call through an MCP server of AWS', () => {
	const session = roleSession('dev', 'bora');

	it.each(['aws-mcp', 'eks-mcp', 'sagemaker-unified-studio-mcp', 'aws-mcp.us-east-1'])(
		'is the person’s, from the network of their sign-in (%s)',
		async (server) => {
			const call = through(`${server}.amazonaws.com`, session);
			expect(await judged([token(OFFICE, session), call])).toMatchObject({
				is: 'record trusted-network',
				network: { classification: 'trusted', key: 'office' },
			});
			expect((await judged([token(UNTRUSTED, session), call])).is).toBe('alert untrusted-network');
		},
	);

	it('contains the person who signed in from an untrusted network', async () => {
		const records = [token(UNTRUSTED, session), through(MCP, session)];
		expect((await requested(records)).join()).toContain('AROADEVEXAMPLE0001:bora');
	});

	it('denies them and the session that they made through such servers too, after the rest', async () => {
		const records = [token(UNTRUSTED, session), through(MCP, session)];
		const scopes = (await requested(records)).map((line) => line.split(' ').slice(0, 2).join(' '));
		const [caller = '', made = ''] = scopes.map((line) => line.split(' ')[0] ?? '');
		expect(caller).not.toBe(made);
		expect(scopes).toEqual([
			...[`${caller} untrusted-networks`, `${made} untrusted-networks`],
			...[`${caller} aws-mcp`, `${made} aws-mcp`],
		]);
		const direct = { ...AFTER, sourceIPAddress: UNTRUSTED, userIdentity: session };
		expect((await requested([assumeRole(direct)])).join()).not.toContain('aws-mcp');
	});

	it('is told once through an endpoint of ours, like the sign-in itself, and contains nobody', async () => {
		const endpoint = { vpcEndpointId: 'vpce-0aaaabbbbccccdddd' };
		const login = (vpcEndpointAccountId: string) =>
			token('10.20.1.5', session, { ...endpoint, vpcEndpointAccountId });
		const ours = [login(ACCOUNT), through(MCP, session)];
		expect((await judged(ours)).is).toBe('record own-vpc-endpoint');
		expect(await requested(ours)).toEqual([]);
		const strangers = [login('999988887777'), through(MCP, session)];
		expect((await judged(strangers)).is).toBe('alert untrusted-network');
		expect(await requested(strangers)).not.toEqual([]);
	});

	it('goes back to the session that AWS names, before that of the role', async () => {
		const named = {
			...session,
			sessionContext: { ...(session.sessionContext as Fields), signInSessionArn: SESSION },
		};
		const additionalEventData = { success: 'true', signInSessionArn: SESSION };
		const records = [
			token(UNTRUSTED, session, { additionalEventData }),
			token(OFFICE, session, { eventTime: '2026-03-03T01:30:00Z' }),
			through(MCP, named),
		];
		expect((await judged(records)).is).toBe('alert untrusted-network');
	});

	it('goes back to the portal, for a session that Identity Center obtained', async () => {
		const sora = { name: 'sora', at: '2026-03-03T01:00:00Z', from: OFFICE };
		const call = through(MCP, reservedSession('sora', '2026-03-03T01:00:01Z'));
		const credentials = asking(sora, 'GetRoleCredentials');
		expect((await judged([credentials, asserting(sora), call])).is).toBe('record trusted-network');
	});

	it.each([
		['nothing is known of the session', []],
		['another session of the role was opened inside', [token(OFFICE, roleSession('dev', 'chan'))]],
		[
			'an older session of the same name was opened inside',
			[
				token(
					OFFICE,
					roleSession('dev', 'bora', {
						sessionContext: {
							...(session.sessionContext as Fields),
							attributes: { creationDate: '2026-03-03T00:10:00Z' },
						},
					}),
				),
			],
		],
	])('is told, but contains nobody, if %s', async (_, records) => {
		const call = through(MCP, session);
		expect((await judged([...records, call])).is).toBe('alert network-hidden');
		expect(await requested([...records, call])).toEqual([]);
	});

	it('names the person, whatever the server is called', async () => {
		expect(await judged([through(MCP, iamUser('bora'))])).toMatchObject({ name: 'bora' });
	});

	it.each([
		['a name that only begins like one', 'aws-mcp.amazonaws.com.example.org'],
		['an address', UNTRUSTED],
	])('is not %s', async (_, address) => {
		const call = assumeRole({ ...AFTER, sourceIPAddress: address, userIdentity: session });
		expect((await judged([token(OFFICE, session), call])).is).not.toBe('record trusted-network');
	});

	it('is not told by its user agent', async () => {
		const claims = { sourceIPAddress: UNTRUSTED, userAgent: MCP, userIdentity: session };
		const call = assumeRole({ ...AFTER, ...claims });
		expect((await judged([token(OFFICE, session), call])).is).toBe('alert untrusted-network');
	});
});

describe('STS through a service', () => {
	const session = roleSession('machine', 'execution');

	it.each(['states', 'apigateway', 'appsync', 'ssm'])(
		'that hands the credentials back is told (%s)',
		async (service) => {
			for (const eventName of ['AssumeRole', 'GetSessionToken', 'GetFederationToken']) {
				const call = through(`${service}.amazonaws.com`, session, { eventName });
				expect((await judged([call])).is).toBe('alert network-hidden');
				expect(await requested([call])).toEqual([]);
			}
		},
	);

	it('is told for a call that AWS has added, too', async () => {
		const added = through('states.amazonaws.com', session, { eventName: 'AssumeSomethingNew' });
		const { verdict } = await followLast([added]);
		expect(verdict).toMatchObject({ disposition: 'odd', posted: true });
		const nothing = { eventName: 'GetCallerIdentity', responseElements: null };
		const asked = through('states.amazonaws.com', session, nothing);
		expect((await judged([asked])).is).toBe('ignore no-session');
	});

	it.each(['states.ap-northeast-2.amazonaws.com', 'states.amazonaws.com.cn'])(
		'is told with the name %s',
		async (service) => {
			expect((await judged([through(service, session)])).is).toBe('alert network-hidden');
		},
	);

	it('is told if only the address names the service', async () => {
		const call = assumeRole({ sourceIPAddress: 'states.amazonaws.com', userIdentity: session });
		expect((await judged([call])).is).toBe('alert network-hidden');
	});

	it('is told if only the address names the service, whatever invoked it', async () => {
		const call = assumeRole({
			...{ sourceIPAddress: 'states.amazonaws.com' },
			userIdentity: { ...session, invokedBy: 'AWS Internal' },
		});
		expect((await judged([call])).is).toBe('alert network-hidden');
	});

	it.each([
		['role credentials', 'GetRoleCredentials', 'alert network-hidden'],
		['a call that nobody knows', 'GetNewCredentials', 'odd unknown-event'],
	])('is told for %s of the portal too', async (_, eventName, is) => {
		const call = portalEvent(eventName, { sourceIPAddress: 'states.amazonaws.com' });
		expect((await judged([call])).is).toBe(is);
	});

	it.each(['cloudformation', 'athena', 'scheduler'])(
		'that keeps what it obtains is ignored (%s)',
		async (service) => {
			const call = through(`${service}.amazonaws.com`, session);
			expect((await judged([call])).is).toBe('ignore service-on-behalf');
		},
	);

	it('for its own work is ignored', async () => {
		const call = assumeRole({
			sourceIPAddress: 'states.amazonaws.com',
			userIdentity: { type: 'AWSService', invokedBy: 'states.amazonaws.com' },
		});
		expect((await judged([call])).is).toBe('ignore aws-service');
	});
});

describe('an address list', () => {
	it.each([
		'AWS Internal, 198.51.100.7',
		'AWS Internal/3, 198.51.100.7',
		'198.51.100.7, AWS Internal',
	])('is not AWS’s own for containing its name (%s)', async (address) => {
		const login = consoleLogin({ sourceIPAddress: address });
		expect((await judged([login])).is).toBe('alert unreadable-address');
	});

	it.each(['AWS Internal', 'AWS Internal/3'])('is AWS’s own alone (%s)', async (address) => {
		const step = assumeRole({ sourceIPAddress: address });
		expect((await judged([step])).is).toBe('record address-not-a-persons');
	});
});

import { describe, expect, it } from 'vitest';
import {
	assumeRole,
	consoleLogin,
	iamUser,
	making,
	UNTRUSTED,
	usingKey,
} from '../../support/a-record.ts';
import { followLast } from '../../support/follow-records.ts';

const untrusted = { sourceIPAddress: UNTRUSTED };

describe('the disposition of a call that obtains nothing', () => {
	it.each([
		[
			'alert',
			'untrusted-network',
			'GetCallerIdentity',
			assumeRole({ ...untrusted, eventName: 'GetCallerIdentity' }),
		],
		[
			'alert',
			'untrusted-network',
			'a denied call',
			usingKey('RunInstances', {
				...untrusted,
				errorCode: 'Client.UnauthorizedOperation',
			}),
		],
		[
			'alert',
			'untrusted-network',
			'a key that makes another key',
			making('CreateAccessKey', untrusted),
		],
		[
			'alert',
			'untrusted-vpc-endpoint',
			'a key through the endpoint of a thief',
			usingKey('DescribeInstances', {
				...{ sourceIPAddress: '10.0.0.5', vpcEndpointId: 'vpce-0ffffffffffffffff' },
			}),
		],
		[
			'alert',
			'unreadable-address',
			'a key at an address that cannot be read',
			usingKey('DescribeInstances', { sourceIPAddress: '255.18.064.253' }),
		],
		[
			'watch',
			'untrusted-network',
			'a failed console login whose record names a key, which signs nothing there',
			consoleLogin(
				{ ...untrusted, userIdentity: { ...iamUser(), accessKeyId: 'AKIABORAEXAMPLE' } },
				'Failure',
			),
		],
		[
			'ignore',
			'no-session',
			'GetCallerIdentity of a session, which the configuration does not ask for',
			assumeRole({
				...untrusted,
				eventName: 'GetCallerIdentity',
				userIdentity: { ...iamUser(), accessKeyId: 'ASIABORAEXAMPLE' },
			}),
		],
		['ignore', 'no-session', "a key's call from the office", usingKey('DescribeInstances')],
		[
			'ignore',
			'no-session',
			'the call of a key from a private address',
			usingKey('DescribeInstances', { sourceIPAddress: '10.0.0.5' }),
		],
		[
			'ignore',
			'no-session',
			'the call that a service makes with the key of its caller',
			usingKey('CreateVolume', {
				sourceIPAddress: 'cloudformation.amazonaws.com',
				userIdentity: {
					...iamUser(),
					...{ accessKeyId: 'AKIABORAEXAMPLE', invokedBy: 'cloudformation.amazonaws.com' },
				},
			}),
		],
		[
			'ignore',
			'no-session',
			'a key through a managed MCP server',
			usingKey('DescribeInstances', { sourceIPAddress: 'aws-mcp.amazonaws.com' }),
		],
	])('is %s (%s) for %s', async (disposition, reason, _, record) => {
		const { verdict } = await followLast([record]);
		expect(verdict.disposition).toBe(disposition);
		expect(verdict.reasons[0]?.code).toBe(reason);
	});
});

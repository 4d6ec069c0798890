import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import {
	deliveriesOf,
	dynamodbOwnAccounts,
	noteListed,
} from '../../../shared/history/dynamodb-own-accounts.ts';
import { MemoryOwnAccounts } from '../../../shared/history/memory-own-accounts.ts';
import type { OwnAccounts } from '../../../shared/history/own-accounts.ts';
import {
	ACCOUNT,
	assumeRole,
	consoleLogin,
	iamUser,
	OTHER_ACCOUNT,
	portalEvent,
	UNTRUSTED,
} from '../../support/a-record.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { aSignInFrom } from '../../support/follow-records.ts';

type Fields = Readonly<Record<string, unknown>>;

const STRANGER = '999988887777';
const dynamo = withDynamo();

/** Makes a store that has seen these records. */
const STORES: [string, (records: readonly Fields[]) => Promise<OwnAccounts>][] = [
	[
		'in memory',
		async (records) => {
			const accounts = new MemoryOwnAccounts();
			for (const record of records) accounts.addDelivery(aSignInFrom(record));
			for (const record of records) await accounts.remember(aSignInFrom(record));
			return accounts;
		},
	],
	[
		'in DynamoDB',
		async (records) => {
			const table = await dynamo().makeTable();
			for (const record of records) await dynamodbOwnAccounts(table).remember(aSignInFrom(record));
			return dynamodbOwnAccounts(table);
		},
	],
];

/** The copy of a call that a principal of another account makes. */
function callFrom(account: string, over: Fields = {}): Fields {
	return assumeRole({
		sourceIPAddress: UNTRUSTED,
		userIdentity: { type: 'AWSAccount', accountId: account, principalId: 'AROACALLEREXAMPLE1:x' },
		...over,
	});
}

const login = (account: string, over: Fields = {}) =>
	consoleLogin({ recipientAccountId: account, userIdentity: iamUser('bora', account), ...over });

describe.each(STORES)('the accounts that are ours, %s', (_, seen) => {
	const recall = async (records: readonly Fields[], record: Fields) =>
		(await seen(records)).recall(aSignInFrom(record));

	it('are those that delivered records, and the one that delivers now', async () => {
		const ours = await recall([login(OTHER_ACCOUNT)], callFrom(OTHER_ACCOUNT));
		expect([...ours.accounts].toSorted()).toEqual([ACCOUNT, OTHER_ACCOUNT]);
	});

	it.each([
		[
			'as the account of role credentials',
			portalEvent('GetRoleCredentials', {
				errorCode: 'ForbiddenException',
				serviceEventDetails: { account_id: STRANGER, role_name: 'x' },
			}),
		],
		[
			'as the account of role credentials that were given',
			portalEvent('Federate', { serviceEventDetails: { account_id: STRANGER, role_name: 'x' } }),
		],
		[
			'as the target of AssumeRoot',
			assumeRole({ eventName: 'AssumeRoot', requestParameters: { targetPrincipal: STRANGER } }),
		],
		['as the caller of a role of ours', callFrom(STRANGER)],
		[
			'as the account of a role that was assumed',
			assumeRole({ requestParameters: { roleArn: `arn:aws:iam::${STRANGER}:role/x` } }),
		],
		[
			'as the owner of an endpoint',
			assumeRole({ vpcEndpointId: 'vpce-0', vpcEndpointAccountId: STRANGER }),
		],
	])('do not include an account that a caller named %s', async (_what, record) => {
		expect((await recall([record], callFrom(STRANGER))).accounts).not.toContain(STRANGER);
	});

	it('do not include one whose last record is older than 90 days', async () => {
		const left = login(OTHER_ACCOUNT, { eventTime: '2025-12-01T01:00:00Z' });
		expect((await recall([left], callFrom(OTHER_ACCOUNT))).accounts).not.toContain(OTHER_ACCOUNT);
		const recent = login(OTHER_ACCOUNT, { eventTime: '2025-12-05T01:00:00Z' });
		const ours = await recall([recent, left], callFrom(OTHER_ACCOUNT));
		expect(ours.accounts).toContain(OTHER_ACCOUNT);
	});

	it('deliver in some Regions, and in others not', async () => {
		const delivered = [login(OTHER_ACCOUNT, { awsRegion: 'us-east-1' })];
		const inRegion = async (awsRegion: string) =>
			(await recall(delivered, callFrom(OTHER_ACCOUNT, { awsRegion }))).callerDelivers;
		expect([await inRegion('us-east-1'), await inRegion('eu-west-1')]).toEqual([true, false]);
	});

	it('show that records of the portal arrive for a week', async () => {
		const saml = (eventTime: string) => assumeRole({ eventName: 'AssumeRoleWithSAML', eventTime });
		const portal = [portalEvent('Federate')];
		const at = async (time: string) => (await recall(portal, saml(time))).portalDelivers;
		expect(await at('2026-03-09T01:00:00Z')).toBe(true);
		expect(await at('2026-03-12T01:00:00Z')).toBe(false);
		const login = [portalEvent('UserAuthentication')];
		expect((await recall(login, saml('2026-03-04T01:00:00Z'))).portalDelivers).toBe(false);
	});
});

describe('the accounts that are ours, in DynamoDB', () => {
	it('include those that Organizations listed in the last days', async () => {
		const table = await dynamo().makeTable();
		await noteListed(table, [OTHER_ACCOUNT], Date.parse('2026-03-01T00:00:00Z'));
		const at = async (eventTime: string) =>
			(await dynamodbOwnAccounts(table).recall(aSignInFrom(callFrom(OTHER_ACCOUNT, { eventTime }))))
				.accounts;
		expect(await at('2026-03-03T01:00:00Z')).toContain(OTHER_ACCOUNT);
		expect(await at('2026-03-08T01:00:00Z')).not.toContain(OTHER_ACCOUNT);
	});

	it('do not include one that an older version stored without a time', async () => {
		const table = await dynamo().makeTable();
		const Item = { pk: `ACCOUNT#${STRANGER}`, sk: 'ACCOUNT' };
		await table.client.send(new PutCommand({ TableName: table.name, Item }));
		const ours = await dynamodbOwnAccounts(table).recall(aSignInFrom(callFrom(STRANGER)));
		expect(ours.accounts).not.toContain(STRANGER);
	});
});

describe('the deliveries of an account', () => {
	it('are told by Region with their last day', async () => {
		const table = await dynamo().makeTable();
		const accounts = dynamodbOwnAccounts(table);
		const early = login(ACCOUNT, { eventTime: '2026-03-02T23:00:00Z', awsRegion: 'us-east-1' });
		for (const record of [
			...[early, { ...early, eventTime: '2026-03-03T01:00:00Z' }],
			{ ...early, awsRegion: 'ap-northeast-2' },
		])
			await accounts.remember(aSignInFrom(record));
		await noteListed(table, [ACCOUNT], Date.parse('2026-03-04'));
		expect(await deliveriesOf(table, ACCOUNT)).toEqual(
			new Map([
				['ap-northeast-2', Date.parse('2026-03-02')],
				['us-east-1', Date.parse('2026-03-03')],
			]),
		);
		expect(await deliveriesOf(table, OTHER_ACCOUNT)).toEqual(new Map());
	});
});

import {
	GetAccessKeyLastUsedCommand,
	GetAccountSummaryCommand,
	IAMClient,
	ListAccessKeysCommand,
	ListAttachedUserPoliciesCommand,
	ListServiceSpecificCredentialsCommand,
	ListUserTagsCommand,
	type ServiceSpecificCredentialMetadata,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { CREDENTIAL_SERVICES } from '../../../shared/report/account-reader.ts';
import { openAccountReader } from '../../../shared/report/iam-account-reader.ts';
import { givenAccountReader, READ_ACCOUNT } from '../../support/given-account-reader.ts';
import { cut, onePage } from '../../support/one-page.ts';
import { awsError } from '../../support/scripted-calls.ts';

const T = Date.UTC(2026, 2, 3);
/** Every character that IAM allows in a user's name, and some that look like something else. */
const USER = '=1+1,kim_minsu@example.com.-';

describe('the summary of root', () => {
	it('says what root has, and null for what IAM does not tell', async () => {
		const { reader, mock } = givenAccountReader();
		const SummaryMap = { AccountAccessKeysPresent: 1, AccountMFAEnabled: 0, Users: 4 };
		mock.on(GetAccountSummaryCommand).resolves({ SummaryMap });
		expect(await reader.rootSummary(READ_ACCOUNT)).toEqual({
			kind: 'read',
			value: { hasAccessKey: true, hasPassword: null, hasMfa: false },
		});
	});
});

describe('the access keys of a user', () => {
	const KEYS = [
		{ AccessKeyId: 'AKIA1', CreateDate: new Date(T), Status: 'Active' },
		{ AccessKeyId: 'AKIA2', Status: 'Inactive' },
		{ AccessKeyId: 'AKIA3', CreateDate: new Date(T + 1), Status: 'Expired' },
	] as const;

	function givenKeys() {
		const given = givenAccountReader();
		given.mock.on(ListAccessKeysCommand).callsFake(async ({ Marker }) => {
			const { page, marker } = onePage(KEYS, Marker);
			return { AccessKeyMetadata: page, ...cut(marker) };
		});
		return given;
	}

	it('are read page by page; an expired key is inactive', async () => {
		const { reader, mock } = givenKeys();
		expect(await reader.accessKeys(READ_ACCOUNT, USER)).toEqual({
			kind: 'read',
			value: [
				{ id: 'AKIA1', createdAt: T, status: 'active' },
				{ id: 'AKIA2', createdAt: null, status: 'inactive' },
				{ id: 'AKIA3', createdAt: T + 1, status: 'inactive' },
			],
		});
		const users = mock
			.commandCalls(ListAccessKeysCommand)
			.map(({ args }) => args[0].input.UserName);
		expect(users).toEqual([USER, USER, USER]);
	});

	it.each(['NoSuchEntity', 'NoSuchEntityException'])('are gone with the user: %s', async (name) => {
		const { reader, mock } = givenKeys();
		mock.on(ListAccessKeysCommand).rejects(awsError(name));
		expect(await reader.accessKeys(READ_ACCOUNT, USER)).toEqual({ kind: 'gone' });
	});

	it.each([
		['no marker', undefined],
		['an empty marker', ''],
		['the same marker again', '1'],
	])('are not read for ever if a page gives %s, nor taken for complete', async (_, Marker) => {
		const { reader, mock } = givenKeys();
		mock.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [], IsTruncated: true, Marker });
		const why = expect.stringContaining('a page that leads nowhere');
		expect(await reader.accessKeys(READ_ACCOUNT, USER)).toMatchObject({ kind: 'failed', why });
		expect(mock.commandCalls(ListAccessKeysCommand).length).toBeLessThan(3);
	});

	it('fail if a key has no id', async () => {
		const { reader, mock } = givenKeys();
		mock.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [{ Status: 'Active' }] });
		expect(await reader.accessKeys(READ_ACCOUNT, USER)).toMatchObject({ kind: 'failed' });
	});
});

describe('the last use of a key', () => {
	it.each([
		[
			'with service and Region',
			{ LastUsedDate: new Date(T), ServiceName: 's3', Region: 'ap-northeast-2' },
			{ kind: 'used', at: T, service: 's3', region: 'ap-northeast-2' },
		],
		[
			'with a service without Regions',
			{ LastUsedDate: new Date(T), ServiceName: 's3', Region: 'N/A' },
			{ kind: 'used', at: T, service: 's3', region: null },
		],
		['that never was', { ServiceName: 'N/A', Region: 'N/A' }, { kind: 'never' }],
	])('is read: one %s', async (_, AccessKeyLastUsed, value) => {
		const { reader, mock } = givenAccountReader();
		mock.on(GetAccessKeyLastUsedCommand).resolves({ UserName: 'bora', AccessKeyLastUsed });
		expect(await reader.keyLastUsed(READ_ACCOUNT, 'AKIA1')).toEqual({ kind: 'read', value });
	});

	it('is not "never" if IAM does not say anything or does not let us look', async () => {
		const { reader, mock } = givenAccountReader();
		mock.on(GetAccessKeyLastUsedCommand).resolves({});
		expect(await reader.keyLastUsed(READ_ACCOUNT, 'AKIA1')).toMatchObject({ kind: 'failed' });
		mock.on(GetAccessKeyLastUsedCommand).rejects(awsError('AccessDenied'));
		const answer = await reader.keyLastUsed(READ_ACCOUNT, 'AKIA1');
		expect(answer).toMatchObject({ kind: 'failed' });
		expect(JSON.stringify(answer)).not.toContain('AKIA1');
	});

	it('is gone with the key', async () => {
		const { reader, mock } = givenAccountReader();
		mock.on(GetAccessKeyLastUsedCommand).rejects(awsError('NoSuchEntityException'));
		expect(await reader.keyLastUsed(READ_ACCOUNT, 'AKIA1')).toEqual({ kind: 'gone' });
	});
});

describe('the details of a user', () => {
	it('are the tags and the attached policies, page by page', async () => {
		const { reader, mock } = givenAccountReader();
		const tags = [
			{ Key: 'Owner', Value: 'sora' },
			{ Key: '__proto__', Value: 'x' },
			{ Key: '담당자', Value: '' },
		];
		const policies = [{ PolicyName: 'ReadOnly' }, { PolicyName: 'AWSCompromisedKeyQuarantineV3' }];
		mock.on(ListUserTagsCommand).callsFake(async ({ Marker }) => {
			const { page, marker } = onePage(tags, Marker);
			return { Tags: page, ...cut(marker) };
		});
		mock.on(ListAttachedUserPoliciesCommand).callsFake(async ({ Marker }) => {
			const { page, marker } = onePage(policies, Marker);
			return { AttachedPolicies: page, ...cut(marker) };
		});
		const answer = await reader.userDetails(READ_ACCOUNT, USER);
		if (answer.kind !== 'read') throw new Error(answer.kind);
		expect(Object.entries(answer.value.tags)).toEqual(tags.map(({ Key, Value }) => [Key, Value]));
		expect(answer.value.policies).toEqual(['ReadOnly', 'AWSCompromisedKeyQuarantineV3']);
	});

	it('are gone if the user is deleted between the two lists', async () => {
		const { reader, mock } = givenAccountReader();
		mock.on(ListUserTagsCommand).resolves({ Tags: [] });
		mock.on(ListAttachedUserPoliciesCommand).rejects(awsError('NoSuchEntityException'));
		expect(await reader.userDetails(READ_ACCOUNT, USER)).toEqual({ kind: 'gone' });
	});
});

describe('credentials for single services', () => {
	const ENDLESS: ServiceSpecificCredentialMetadata = {
		...{ UserName: 'BedrockAPIKey-1', ServiceSpecificCredentialId: 'ACCA1', Status: 'Active' },
		...{ ServiceName: 'bedrock.amazonaws.com', CreateDate: new Date(T) },
	};
	const ENDING: ServiceSpecificCredentialMetadata = {
		...{ ...ENDLESS, ServiceSpecificCredentialId: 'ACCA2', Status: 'Inactive' },
		ExpirationDate: new Date(T + 9),
	};

	function givenCredentials(refuse: Readonly<Record<string, Error>> = {}) {
		const given = givenAccountReader();
		given.mock
			.on(ListServiceSpecificCredentialsCommand)
			.callsFake(async ({ ServiceName, Marker }) => {
				const error = refuse[ServiceName];
				if (error !== undefined) throw error;
				const all = ServiceName === ENDLESS.ServiceName ? [ENDLESS, ENDING] : [];
				const { page, marker } = onePage(all, Marker);
				return { ServiceSpecificCredentials: page, ...cut(marker) };
			});
		return given;
	}
	const VALUE = [
		{
			...{ user: 'BedrockAPIKey-1', id: 'ACCA1', service: 'bedrock.amazonaws.com' },
			...{ isActive: true, createdAt: T, expiresAt: null },
		},
		{
			...{ user: 'BedrockAPIKey-1', id: 'ACCA2', service: 'bedrock.amazonaws.com' },
			...{ isActive: false, createdAt: T, expiresAt: T + 9 },
		},
	];

	it('are read for all users and each of six services, page by page', async () => {
		const { reader, mock } = givenCredentials();
		expect(await reader.serviceCredentials(READ_ACCOUNT)).toEqual({
			kind: 'read',
			value: { credentials: VALUE, notAsked: [] },
		});
		const asked = mock
			.commandCalls(ListServiceSpecificCredentialsCommand)
			.map(({ args }) => args[0].input);
		expect(new Set(asked.map(({ ServiceName }) => ServiceName))).toEqual(
			new Set(CREDENTIAL_SERVICES),
		);
		expect(CREDENTIAL_SERVICES).toHaveLength(6);
		expect(
			asked.every(({ AllUsers, UserName }) => AllUsers === true && UserName === undefined),
		).toBe(true);
	});

	it.each([
		'ServiceNotSupportedException',
		'InvalidInputException',
		'ValidationError',
		'ValidationException',
	])('name the service that IAM does not know (%s), and have the others', async (name) => {
		const { reader } = givenCredentials({ 'logs.amazonaws.com': awsError(name) });
		const answer = await reader.serviceCredentials(READ_ACCOUNT);
		const why = expect.stringMatching(
			/^iam:List.*111122223333 for logs\.amazonaws\.com failed with/,
		);
		expect(answer).toEqual({
			kind: 'read',
			value: { credentials: VALUE, notAsked: [{ service: 'logs.amazonaws.com', why }] },
		});
	});

	it.each(['AccessDenied', 'Throttling', 'ServiceFailureException', 'NoSuchEntityException'])(
		'fail as a whole with %s, because asking again may help',
		async (name) => {
			const { reader } = givenCredentials({ 'logs.amazonaws.com': awsError(name) });
			expect(await reader.serviceCredentials(READ_ACCOUNT)).toMatchObject({
				kind: 'failed',
				why: expect.stringContaining('logs.amazonaws.com'),
			});
		},
	);
});

describe('the reader of all accounts', () => {
	const EXPIRES = T + 3_600_000;

	const restore: (() => void)[] = [];
	afterEach(() => {
		for (const one of restore.splice(0)) one();
	});

	function givenRoles() {
		const sts = mockClient(STSClient);
		const iam = mockClient(IAMClient);
		restore.push(
			() => sts.restore(),
			() => iam.restore(),
		);
		iam.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [] });
		sts.on(AssumeRoleCommand).resolves({
			Credentials: {
				...{ AccessKeyId: 'ASIA', SecretAccessKey: 'secret', SessionToken: 'token' },
				Expiration: new Date(EXPIRES),
			},
		});
		const reader = openAccountReader({
			...{ partition: 'aws-cn', sessionName: 'eyes-report' },
			...{ now: () => T, sleep: async () => {} },
		});
		const roles = () =>
			sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input.RoleArn);
		return { sts, reader, roles };
	}
	const role = (account: string) => `arn:aws-cn:iam::${account}:role/eyes/eyes-report-reader`;

	it('assumes the reader role of each account once', async () => {
		const { reader, roles } = givenRoles();
		for (const account of [READ_ACCOUNT, READ_ACCOUNT, '222233334444']) {
			expect(await reader.accessKeys(account, USER)).toEqual({ kind: 'read', value: [] });
		}
		expect(roles()).toEqual([role(READ_ACCOUNT), role('222233334444')]);
	});

	it('says that the role is missing, and not that a right is', async () => {
		const { reader, sts } = givenRoles();
		sts.on(AssumeRoleCommand).rejects(awsError('AccessDenied'));
		const why = expect.stringContaining('sts:AssumeRole in account 111122223333 failed');
		expect(await reader.accessKeys(READ_ACCOUNT, USER)).toMatchObject({ kind: 'failed', why });
	});
});

import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
	CreateRoleCommand,
	CreateUserCommand,
	GenerateCredentialReportCommand,
	GetAccountSummaryCommand,
	GetCredentialReportCommand,
	ListServiceSpecificCredentialsCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {
	CreateOrganizationCommand,
	CreatePolicyCommand,
	PutResourcePolicyCommand,
} from '@aws-sdk/client-organizations';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { clientsOf, organizationsAt, type Place } from './aws/clients.ts';
import { type Deployed, deployStack } from './deploy/deploy-stack.ts';
import { DROPPED } from './deploy/property-checks.ts';
import { UNSUPPORTED } from './deploy/unsupported.ts';
import { ORGANIZATION } from './the-organization.ts';

/**
 * Shows why the harness does more than deploy. Each test fails on the day when the emulator can do
 * the thing itself; then the stand-in for it can be removed.
 */
const { aws: endpoint } = inject('e2e');
const place: Place = { endpoint, account: ORGANIZATION.security, region: 'us-east-1' };
const prod: Place = { ...place, account: ORGANIZATION.prod };

beforeAll(async () => {
	await fetch(`${endpoint}/_ministack/reset`, { method: 'POST' });
});

type Resources = Readonly<Record<string, { Type: string; Properties: object }>>;

function deploy(Resources: Resources): Promise<Deployed> {
	return deployStack(place, {
		name: `gap-${randomUUID().slice(0, 8)}`,
		template: { Resources },
		parameters: {},
	});
}

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };
const ROLE = {
	Type: 'AWS::IAM::Role',
	Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
};
/** Properties that a resource needs so that the property in question can be checked. */
const SAMPLES: Readonly<Record<string, Resources>> = {
	'AWS::DynamoDB::Table': {
		Sample: {
			Type: 'AWS::DynamoDB::Table',
			Properties: {
				BillingMode: 'PAY_PER_REQUEST',
				KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
				AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
				TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
				PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
			},
		},
	},
	'AWS::Lambda::Function': {
		Role: ROLE,
		Sample: {
			Type: 'AWS::Lambda::Function',
			Properties: {
				Code: { ZipFile: 'exports.handler = async () => 1;' },
				Handler: 'index.handler',
				Runtime: 'nodejs24.x',
				Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
				ReservedConcurrentExecutions: 3,
			},
		},
	},
	'AWS::Scheduler::Schedule': {
		Sample: {
			Type: 'AWS::Scheduler::Schedule',
			Properties: {
				ScheduleExpression: 'cron(0 9 ? * MON *)',
				ScheduleExpressionTimezone: 'Asia/Seoul',
				FlexibleTimeWindow: { Mode: 'OFF' },
				Target: { Arn: 'arn:aws:lambda:us-east-1:1:function:a', RoleArn: 'arn:aws:iam::1:role/a' },
			},
		},
	},
};

describe('the emulator’s CloudFormation', () => {
	it.each(UNSUPPORTED)('does not take $type', async ({ type, property }) => {
		const metric = { MetricName: 'm', Namespace: 'n', Period: 60, Stat: 'Sum' };
		const Properties =
			property === null ? {} : { [property]: [{ Id: 'm', Expression: '1' }], ...metric };
		await expect(deploy({ Sample: { Type: type, Properties } })).rejects.toThrow(
			/Unrecognized resource types|not supported|Unsupported resource type/,
		);
	});

	it.each(DROPPED)('drops $property of $type', async ({ type, property, read }) => {
		const stack = await deploy(SAMPLES[type] ?? {});
		const sample = stack.resources.find(({ logicalId }) => logicalId === 'Sample');
		if (sample === undefined) throw new Error(`no sample of ${type}`);
		expect(isDeepStrictEqual(await read(stack, sample), sample.properties[property])).toBe(false);
	});

	it('gives the name of a secret for its Ref, which is the ARN on AWS', async () => {
		const stack = await deploy({ Sample: { Type: 'AWS::SecretsManager::Secret', Properties: {} } });
		expect(stack.resources[0]?.physicalId).not.toMatch(/^arn:/);
	});
});

describe('the emulator’s EventBridge', () => {
	async function put(from: Place, Source: string, EventBusName = 'default') {
		const { Entries } = await clientsOf(from).eventbridge.send(
			new PutEventsCommand({
				Entries: [{ Source, DetailType: 'any', Detail: '{}', EventBusName }],
			}),
		);
		return Entries?.[0]?.ErrorCode;
	}

	it('refuses events in the name of AWS, as AWS does, and cannot send them itself', async () => {
		expect(await put(place, 'aws.signin')).toBe('NotAuthorizedForSourceException');
	});

	it('does not know buses of other accounts', async () => {
		const bus = `arn:aws:events:us-east-1:${ORGANIZATION.security}:event-bus/default`;
		expect(await put(prod, 'anything', bus)).toBe('ResourceNotFoundException');
	});

	it('never fires a rule that also matches read-only calls', async () => {
		const rule = (State: string, target: string) => ({
			Type: 'AWS::Events::Rule',
			Properties: {
				State,
				EventPattern: { source: ['gap'] },
				Targets: [{ Id: 'queue', Arn: { 'Fn::GetAtt': [target, 'Arn'] } }],
			},
		});
		const stack = await deploy({
			Fires: QUEUE,
			Silent: QUEUE,
			Plain: rule('ENABLED', 'Fires'),
			Reads: rule('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', 'Silent'),
		});
		await put(place, 'gap');
		const received = async (id: string) => {
			const QueueUrl = stack.resources.find(({ logicalId }) => logicalId === id)?.physicalId;
			return (
				(await stack.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ??
				0
			);
		};
		expect([await received('Fires'), await received('Silent')]).toEqual([1, 0]);
	});
});

describe('the emulator’s STS', () => {
	const RoleArn = `arn:aws:iam::${ORGANIZATION.prod}:role/eyes/gap`;
	const assume = async () => {
		const { Credentials } = await clientsOf(place).sts.send(
			new AssumeRoleCommand({ RoleArn, RoleSessionName: 'gap' }),
		);
		return Credentials;
	};

	it('gives a session of a role that does not exist, so a green run proves nothing about trust', async () => {
		await expect(assume()).resolves.toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA/) });
	});

	it('lets a session act in the account of its role, so it needs no stand-in', async () => {
		const { iam } = clientsOf(prod);
		await iam.send(
			new CreateRoleCommand({ RoleName: 'gap', Path: '/eyes/', AssumeRolePolicyDocument: TRUST }),
		);
		const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await assume()) ?? {};
		const session = clientsOf(place).iam;
		session.config.credentials = async () => ({
			accessKeyId: AccessKeyId,
			secretAccessKey: SecretAccessKey,
			sessionToken: SessionToken,
		});
		await session.send(new CreateUserCommand({ UserName: 'made-by-session' }));
		const { Users = [] } = await iam.send(new ListUsersCommand({}));
		expect(Users.map(({ UserName }) => UserName)).toContain('made-by-session');
	});
});

describe('the emulator’s IAM', () => {
	const { iam } = clientsOf(prod);

	it('does not know service-specific credentials', async () => {
		const input = { AllUsers: true, ServiceName: 'bedrock.amazonaws.com' };
		await expect(iam.send(new ListServiceSpecificCredentialsCommand(input))).rejects.toThrow(
			'Unknown IAM action',
		);
	});

	it('gives a credential report of 22 columns, without the additional credentials', async () => {
		await iam.send(new GenerateCredentialReportCommand({}));
		const { Content } = await iam.send(new GetCredentialReportCommand({}));
		const [header = ''] = Buffer.from(Content ?? [])
			.toString()
			.split('\n');
		expect(header.split(',')).toHaveLength(22);
		expect(header).not.toContain('additional_credentials_info');
	});

	it('does not say whether root has a password', async () => {
		const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
		expect(SummaryMap).not.toHaveProperty('AccountPasswordPresent');
		expect(SummaryMap).toHaveProperty('AccountMFAEnabled');
	});
});

describe('moto’s Organizations', () => {
	const { organizations } = inject('e2e');
	const client = organizationsAt(organizations, ORGANIZATION.management);

	it('accepts an SCP with an unknown condition operator, so only our own validation stops one', async () => {
		await fetch(`${organizations}/moto-api/reset`, { method: 'POST' });
		await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
		const Condition = { StringLikes: { 'aws:userid': 'x' } };
		const Content = JSON.stringify({
			Version: '2012-10-17',
			Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }],
		});
		const input = {
			Name: 'gap',
			Description: 'gap',
			Type: 'SERVICE_CONTROL_POLICY' as const,
			Content,
		};
		await expect(client.send(new CreatePolicyCommand(input))).resolves.toHaveProperty('Policy');
	});

	it('does not know delegation', async () => {
		await expect(client.send(new PutResourcePolicyCommand({ Content: '{}' }))).rejects.toThrow();
	});
});

const TRUST = JSON.stringify({
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});

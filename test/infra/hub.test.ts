import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../infra/bundle.ts';
import { SIGN_IN_RULE } from '../../infra/region-part.ts';
import * as names from '../../shared/runtime/names.ts';
import { linesOf } from '../support/readable-policy.ts';
import { ORGANIZATION, SINGLE, synthesize } from '../support/synthesize.ts';

const single = synthesize(SINGLE);
const organization = synthesize(ORGANIZATION);
const oneRegion = synthesize({});
const again = synthesize(SINGLE);
const main = single.template('eyes-system');
const hub = organization.template('eyes-system');
const ROOT = join(import.meta.dirname, '..', '..');

/** Where a resource would have a name of our choice. */
const NAMED = {
	'AWS::CloudWatch::Alarm': 'AlarmName',
	'AWS::CloudWatch::Dashboard': 'DashboardName',
	'AWS::DynamoDB::Table': 'TableName',
	'AWS::Events::EventBus': 'Name',
	'AWS::Events::Rule': 'Name',
	'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
	'AWS::IAM::Role': 'RoleName',
	'AWS::Lambda::Function': 'FunctionName',
	'AWS::Logs::LogGroup': 'LogGroupName',
	'AWS::SecretsManager::Secret': 'Name',
	'AWS::SNS::Topic': 'TopicName',
	'AWS::SQS::Queue': 'QueueName',
};

type Properties = Readonly<Record<string, unknown>>;

/** The properties of all resources of a type, by the beginning of their logical ids. */
function all(template: Template, type: string): Record<string, Properties> {
	return Object.fromEntries(
		Object.entries(template.findResources(type)).map(([id, { Properties: found }]) => [
			id.replace(/[0-9A-F]{8}$/, ''),
			found,
		]),
	);
}

/** Where a property holds `{ 'Fn::GetAtt': [id, 'Arn'] }`, the id without hash. */
function pointedAt(value: unknown): string {
	return /"(\w+?)[0-9A-F]{8}","Arn"/.exec(JSON.stringify(value))?.[1] ?? '';
}

describe.each([
	['a single account', main],
	['an organization', hub],
])('the hub of %s', (_, template) => {
	const functions = all(template, 'AWS::Lambda::Function');
	const queues = all(template, 'AWS::SQS::Queue');

	it('has the four functions, all on one kind of processor and one runtime', () => {
		expect(Object.keys(functions)).toHaveLength(FUNCTIONS.length);
		for (const fn of Object.values(functions)) {
			expect(fn).toMatchObject({
				Runtime: 'nodejs24.x',
				Architectures: ['arm64'],
				MemorySize: 512,
			});
			expect(fn).not.toHaveProperty('TracingConfig');
		}
	});

	it('keeps concurrency for what must not wait for others, and runs one run of reconcile at a time', () => {
		const reserved = Object.fromEntries(
			Object.entries(functions).map(([id, { ReservedConcurrentExecutions }]) => [
				id,
				ReservedConcurrentExecutions,
			]),
		);
		expect(reserved).toEqual({
			HubJudgeFunction: 10,
			HubContainmentFunction: 5,
			HubNotificationFunction: undefined,
			HubReconcilingFunction: 1,
		});
	});

	it('lets no more judges run at once than the breaker may be overshot by', () => {
		template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
			FunctionName: Match.objectLike({ Ref: Match.stringLikeRegexp('^HubJudge') }),
			BatchSize: 10,
			FunctionResponseTypes: ['ReportBatchItemFailures'],
			ScalingConfig: { MaximumConcurrency: 10 },
		});
	});

	it('hides a message for at least six times as long as its function may run', () => {
		const sources = Object.values(all(template, 'AWS::Lambda::EventSourceMapping'));
		const ratios = sources.map(({ EventSourceArn, FunctionName }) => {
			const fn = Object.entries(template.findResources('AWS::Lambda::Function')).find(
				([id]) => JSON.stringify(FunctionName) === JSON.stringify({ Ref: id }),
			);
			return (
				Number(queues[pointedAt(EventSourceArn)]?.VisibilityTimeout) / fn?.[1].Properties.Timeout
			);
		});
		expect(ratios).toHaveLength(3);
		for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(6);
	});

	it('encrypts every queue, keeps what lies there for two weeks, and takes nothing over plain HTTP', () => {
		for (const queue of Object.values(queues)) {
			expect(queue).toMatchObject({
				SqsManagedSseEnabled: true,
				MessageRetentionPeriod: 1_209_600,
			});
		}
		const closed = Object.values(all(template, 'AWS::SQS::QueuePolicy')).filter((policy) =>
			JSON.stringify(policy).includes('"aws:SecureTransport":"false"'),
		);
		expect(closed).toHaveLength(Object.keys(queues).length);
	});

	it('sets aside what no function can work on, FIFO beside FIFO', () => {
		const worked = Object.entries(queues).filter(([, { VisibilityTimeout }]) => VisibilityTimeout);
		expect(worked).toHaveLength(3);
		for (const [, { RedrivePolicy, FifoQueue }] of worked) {
			const aside = queues[pointedAt(RedrivePolicy)];
			expect(aside).toBeDefined();
			expect(aside?.FifoQueue).toBe(FifoQueue);
		}
	});

	it('puts off messages to Slack by their visibility, so that being received often sets none aside', () => {
		expect(queues.HubNotificationQueue?.RedrivePolicy).toMatchObject({ maxReceiveCount: 1000 });
	});

	it('keeps the table from being lost', () => {
		template.hasResource('AWS::DynamoDB::Table', {
			DeletionPolicy: 'Retain',
			UpdateReplacePolicy: 'Retain',
			Properties: Match.objectLike({
				BillingMode: 'PAY_PER_REQUEST',
				DeletionProtectionEnabled: true,
				PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
				TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
				KeySchema: [
					{ AttributeName: 'pk', KeyType: 'HASH' },
					{ AttributeName: 'sk', KeyType: 'RANGE' },
				],
				GlobalSecondaryIndexes: [
					Match.objectLike({
						IndexName: 'open',
						KeySchema: [
							{ AttributeName: 'open', KeyType: 'HASH' },
							{ AttributeName: 'openUntil', KeyType: 'RANGE' },
						],
						Projection: { ProjectionType: 'KEYS_ONLY' },
					}),
				],
			}),
		});
	});

	it("leaves the secret of Slack's token empty for a human", () => {
		const [secret] = Object.values(all(template, 'AWS::SecretsManager::Secret'));
		expect(Object.keys(secret ?? {})).toEqual(['Description', 'Name']);
		// By this the guard SCP knows it.
		expect(JSON.stringify(secret?.Name)).toMatch(/^\{"Fn::Join":\["",\["eyes-slack-token-",/);
	});

	it('keeps the logs of each function in a group of its own, for three months', () => {
		const groups = Object.values(all(template, 'AWS::Logs::LogGroup'));
		expect(groups.map(({ RetentionInDays }) => RetentionInDays)).toEqual([90, 90, 90, 90]);
		for (const fn of Object.values(functions)) expect(fn).toHaveProperty('LoggingConfig.LogGroup');
	});

	it('names by itself only what somebody else must know by name', () => {
		const known = new Set<unknown>([
			...Object.values(names),
			...[names.CONTAIN_QUEUE, names.NOTIFY_QUEUE].map((name) =>
				name.replace('.fifo', '-dead.fifo'),
			),
			...FUNCTIONS.map((name) => names.NAME_PREFIX + name),
			SIGN_IN_RULE,
		]);
		const named = Object.entries(NAMED).flatMap(([type, property]) =>
			Object.values(all(template, type)).map((resource) => resource[property]),
		);
		expect(named.filter((name) => typeof name === 'string' && !known.has(name))).toEqual([]);
		expect(named).toContain(names.CONTAIN_QUEUE);
	});

	it('puts out what the commands look for', () => {
		expect(Object.keys(template.toJSON().Outputs).toSorted()).toEqual(names.HUB_OUTPUTS.toSorted());
	});

	it('gives the functions the roles that other accounts let in', () => {
		const roles = Object.values(all(template, 'AWS::IAM::Role'));
		for (const name of [names.JUDGE_ROLE, names.CONTAIN_ROLE, names.RECONCILE_ROLE]) {
			expect(roles).toContainEqual(expect.objectContaining({ RoleName: name, Path: '/eyes/' }));
		}
	});
});

describe('what a function reads', () => {
	const HUB_DEPS = readFileSync(join(ROOT, 'functions', 'hub-deps.ts'), 'utf8');

	it.each(FUNCTIONS)('is what %s is given', (name) => {
		const folder = join(ROOT, 'functions', name);
		const own = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
		const shared = own.some((source) => source.includes("'../hub-deps.ts'")) ? [HUB_DEPS] : [];
		const read = new Set([...own, ...shared].join('\n').match(/EYES_[A-Z_]+/g));
		const given = Object.values(main.findResources('AWS::Lambda::Function')).find(
			({ Properties: fn }) => JSON.stringify(fn.Role).includes(roleIdOf(name)),
		);
		expect(Object.keys(given?.Properties.Environment.Variables).toSorted()).toEqual(
			[...read].toSorted(),
		);
	});

	function roleIdOf(name: string): string {
		const roles = Object.entries(main.findResources('AWS::IAM::Role'));
		return (
			roles.find(([, { Properties: role }]) => role.RoleName === names.NAME_PREFIX + name)?.[0] ??
			'?'
		);
	}
});

describe('the way of an event', () => {
	it('leads from our rules into the ingest queue, and nobody else may put events there', () => {
		const { HubJudgeIngestQueuePolicy: policy } = all(main, 'AWS::SQS::QueuePolicy');
		const queue = '<HubJudgeIngestQueue.Arn>';
		expect(linesOf(policy?.PolicyDocument)).toEqual([
			`Deny sqs:* on ${queue} if Bool aws:SecureTransport false`,
			`sqs:SendMessage on ${queue} if ArnEquals aws:SourceArn <HubBusRule.Arn>`,
			`sqs:SendMessage on ${queue} if ArnEquals aws:SourceArn <RegionRule.Arn>`,
		]);
	});

	it('is open on the bus of an organization to its forwarder roles only, for sign-ins only', () => {
		hub.hasResourceProperties('AWS::Events::EventBusPolicy', {
			Statement: Match.objectLike({
				Effect: 'Allow',
				Action: 'events:PutEvents',
				Condition: {
					StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
					ArnLike: {
						'aws:PrincipalArn': {
							'Fn::Join': [
								'',
								['arn:', { Ref: 'AWS::Partition' }, ':iam::*:role/eyes/eyes-forwarder'],
							],
						},
					},
					'ForAllValues:StringEquals': {
						'events:source': ['aws.signin', 'aws.sts', 'aws.sso', 'aws.sso-oauth'],
						'events:detail-type': Match.arrayWith([
							'AWS Console Sign In via CloudTrail',
							'AWS Console Signin via CloudTrail',
						]),
					},
				},
			}),
		});
		expect(hub.findResources('AWS::Events::EventBusPolicy')).toSatisfy(
			(policies: object) => Object.keys(policies).length === 1,
		);
	});

	it('is open to nobody on the bus of a single account', () => {
		main.resourceCountIs('AWS::Events::EventBusPolicy', 0);
	});

	it('is narrowed again by the rule of the bus, which sees reads as well', () => {
		hub.hasResourceProperties('AWS::Events::Rule', {
			State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			EventBusName: { Ref: Match.stringLikeRegexp('^HubBus') },
			EventPattern: Match.objectLike({
				source: ['aws.signin', 'aws.sts', 'aws.sso', 'aws.sso-oauth'],
				'detail-type': Match.arrayWith([
					'AWS Console Sign In via CloudTrail',
					'AWS Console Signin via CloudTrail',
				]),
			}),
			Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
		});
	});

	it('leads from another Region of a single account to the bus in the first', () => {
		const region = single.template('eyes-region-ap-northeast-2');
		expect(JSON.stringify(region.toJSON())).toContain(':events:us-east-1:');
		expect(oneRegion.stacks.map(({ stackName }) => stackName)).toEqual(['eyes-system']);
	});

	it('takes no bus where nothing arrives from elsewhere', () => {
		const buses = oneRegion.template('eyes-system').findResources('AWS::Events::EventBus');
		expect(Object.values(buses).map(({ Properties: bus }) => bus.Name)).toEqual(['eyes-events']);
	});
});

describe('templates', () => {
	it('are the same when synthesized again', () => {
		expect(again.template('eyes-system').toJSON()).toEqual(main.toJSON());
	});

	it('of a single account name no account', () => {
		const text = JSON.stringify(main.toJSON());
		expect(text.match(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g)).toBeNull();
	});
});

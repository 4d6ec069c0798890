import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ALARM_TYPES, alarmPatterns } from '../../infra/alarm-patterns.ts';
import { ALARM_RULES } from '../../infra/alarm-rules.ts';
import { FUNCTIONS } from '../../infra/bundle.ts';
import { SIGN_IN_RULE, USE_RULE } from '../../infra/region-part.ts';
import * as names from '../../shared/runtime/names.ts';
import { linesOf } from '../support/readable-policy.ts';
import { aConfiguration } from '../support/some-settings.ts';
import { ORGANIZATION, SINGLE, synthesize, synthesizeAgain } from '../support/synthesize.ts';

const single = synthesize(SINGLE);
const organization = synthesize(ORGANIZATION);
const oneRegion = synthesize({});
const again = synthesizeAgain(SINGLE);
const main = single.template('eyes-system');
const hub = organization.template('eyes-system');
const bus = organization.template('eyes-system-bus');
const ROOT = join(import.meta.dirname, '..', '..');

/** The property that would hold a fixed name, for each type of resource. */
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
	'AWS::S3::Bucket': 'BucketName',
	'AWS::Scheduler::Schedule': 'Name',
	'AWS::SNS::Topic': 'TopicName',
	'AWS::SQS::Queue': 'QueueName',
};

type Properties = Readonly<Record<string, unknown>>;

/** Gives the properties of all resources of a type, by their logical ids without the hash. */
function all(template: Template, type: string): Record<string, Properties> {
	return Object.fromEntries(
		Object.entries(template.findResources(type)).map(([id, { Properties: found }]) => [
			id.replace(/[0-9A-F]{8}$/, ''),
			found,
		]),
	);
}

/** For a property `{ 'Fn::GetAtt': [id, 'Arn'] }`, gives the id without the hash. */
function pointedAt(value: unknown): string {
	return /"(\w+?)[0-9A-F]{8}","Arn"/.exec(JSON.stringify(value))?.[1] ?? '';
}

describe.each([
	['a single account', main],
	['an organization', hub],
])('the hub of %s', (_, template) => {
	const functions = all(template, 'AWS::Lambda::Function');
	const queues = all(template, 'AWS::SQS::Queue');

	it('has all functions, with the same processor and runtime, and more memory for the report', () => {
		expect(Object.keys(functions)).toHaveLength(FUNCTIONS.length);
		for (const [id, fn] of Object.entries(functions)) {
			expect(fn).toMatchObject({
				Runtime: 'nodejs24.x',
				Architectures: ['arm64'],
				MemorySize: id === 'HubReportingFunction' ? 2048 : 512,
			});
			expect(fn).not.toHaveProperty('TracingConfig');
		}
	});

	it('reserves concurrency for urgent functions, and runs reconcile only once at a time', () => {
		const reserved = Object.fromEntries(
			Object.entries(functions).map(([id, { ReservedConcurrentExecutions }]) => [
				id,
				ReservedConcurrentExecutions,
			]),
		);
		expect(reserved).toEqual({
			HubJudgeFunction: 10,
			HubUseJudgeFunction: 2,
			HubContainmentFunction: 5,
			HubNotificationFunction: undefined,
			HubReconcilingFunction: 1,
			HubReportingFunction: undefined,
		});
	});

	it('judges credential uses in large batches, so that a chatty key makes few calls', () => {
		template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
			FunctionName: Match.objectLike({ Ref: Match.stringLikeRegexp('^HubUseJudge') }),
			BatchSize: 200,
			MaximumBatchingWindowInSeconds: 5,
			FunctionResponseTypes: ['ReportBatchItemFailures'],
			ScalingConfig: { MaximumConcurrency: 2 },
		});
	});

	it("limits concurrent judges, because each may exceed the breaker's limits", () => {
		template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
			FunctionName: Match.objectLike({ Ref: Match.stringLikeRegexp('^HubJudge') }),
			BatchSize: 10,
			FunctionResponseTypes: ['ReportBatchItemFailures'],
			ScalingConfig: { MaximumConcurrency: 10 },
		});
	});

	it('hides a message for six times the time-out of its function, and while a batch is gathered', () => {
		const sources = Object.values(all(template, 'AWS::Lambda::EventSourceMapping'));
		const ratios = sources.map((source) => {
			const { EventSourceArn, FunctionName, MaximumBatchingWindowInSeconds: window = 0 } = source;
			const fn = Object.entries(template.findResources('AWS::Lambda::Function')).find(
				([id]) => JSON.stringify(FunctionName) === JSON.stringify({ Ref: id }),
			);
			const queue = pointedAt(EventSourceArn);
			const hidden = Number(queues[queue]?.VisibilityTimeout) - Number(window);
			return [queue, hidden / fn?.[1].Properties.Timeout];
		});
		expect(Object.fromEntries(ratios)).toEqual({
			HubJudgeIngestQueue: 6,
			HubUseJudgeIngestQueue: 6,
			HubContainmentQueue: 6,
			HubNotificationQueue: 6,
			// An account that failed must be tried again before the report is told after two hours.
			HubReportingQueue: 1.1,
		});
	});

	it('reads a few accounts at a time, one for each run', () => {
		template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
			FunctionName: Match.objectLike({ Ref: Match.stringLikeRegexp('^HubReporting') }),
			BatchSize: 1,
			FunctionResponseTypes: ['ReportBatchItemFailures'],
			ScalingConfig: { MaximumConcurrency: 4 },
		});
	});

	it('starts the credential report every week in the time zone, and keeps what cannot be started', () => {
		template.hasResourceProperties('AWS::Scheduler::Schedule', {
			Name: 'eyes-report-credentials',
			ScheduleExpression: 'cron(0 9 ? * MON *)',
			ScheduleExpressionTimezone: 'Asia/Seoul',
			FlexibleTimeWindow: { Mode: 'OFF' },
			Target: {
				Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HubReportingFunction'), 'Arn'] },
				RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HubReportingSchedulerRole'), 'Arn'] },
				Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
				RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
				DeadLetterConfig: {
					Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HubReportingUndelivered'), 'Arn'] },
				},
			},
		});
		expect(pointedAt(functions.HubReportingFunction?.DeadLetterConfig)).toBe(
			'HubReportingUndelivered',
		);
		template.hasResourceProperties('AWS::IAM::Role', {
			Path: '/eyes/',
			AssumeRolePolicyDocument: Match.objectLike({
				Statement: [
					{
						Action: 'sts:AssumeRole',
						Effect: 'Allow',
						Principal: { Service: 'scheduler.amazonaws.com' },
						Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
					},
				],
			}),
		});
	});

	it('keeps the reports for years in a closed bucket that outlives the stack', () => {
		const [bucket] = Object.values(template.findResources('AWS::S3::Bucket'));
		expect(bucket).toMatchObject({
			DeletionPolicy: 'RetainExceptOnCreate',
			UpdateReplacePolicy: 'Retain',
		});
		expect(bucket?.Properties).toMatchObject({
			PublicAccessBlockConfiguration: {
				BlockPublicAcls: true,
				BlockPublicPolicy: true,
				IgnorePublicAcls: true,
				RestrictPublicBuckets: true,
			},
			VersioningConfiguration: { Status: 'Enabled' },
			LifecycleConfiguration: {
				Rules: [
					{
						Status: 'Enabled',
						ExpirationInDays: 1_096,
						NoncurrentVersionExpiration: { NoncurrentDays: 90 },
					},
				],
			},
		});
		// The guard SCP recognises the bucket by this name, with the account between hyphens.
		expect(JSON.stringify(bucket?.Properties.BucketName)).toMatch(
			/^\{"Fn::Join":\["",\["eyes-reports-",\{"Ref":"AWS::AccountId"\},"-/,
		);
		const [policy] = Object.values(all(template, 'AWS::S3::BucketPolicy'));
		expect(linesOf(policy?.PolicyDocument)).toEqual([
			'Deny s3:* on <HubReportingBucket.Arn>, <HubReportingBucket.Arn>/* if Bool aws:SecureTransport false',
		]);
	});

	it('encrypts every queue, keeps messages for two weeks, and refuses plain HTTP', () => {
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

	it('has dead-letter queues, FIFO for FIFO', () => {
		const worked = Object.entries(queues).filter(([, { VisibilityTimeout }]) => VisibilityTimeout);
		expect(worked).toHaveLength(5);
		for (const [, { RedrivePolicy, FifoQueue }] of worked) {
			const aside = queues[pointedAt(RedrivePolicy)];
			expect(aside).toBeDefined();
			expect(aside?.FifoQueue).toBe(FifoQueue);
		}
	});

	it('allows many receipts of a message to Slack, because deferring counts as one', () => {
		expect(queues.HubNotificationQueue?.RedrivePolicy).toMatchObject({ maxReceiveCount: 1000 });
	});

	it('protects the table from deletion', () => {
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

	it("creates the secret for Slack's token without a value", () => {
		const [secret] = Object.values(all(template, 'AWS::SecretsManager::Secret'));
		expect(Object.keys(secret ?? {})).toEqual(['Description', 'Name']);
		// The guard SCP recognises the secret by this name.
		expect(JSON.stringify(secret?.Name)).toMatch(/^\{"Fn::Join":\["",\["eyes-slack-token-",/);
	});

	it('keeps the logs of each function in its own group, for three months', () => {
		const groups = Object.values(all(template, 'AWS::Logs::LogGroup'));
		expect(groups.map(({ RetentionInDays }) => RetentionInDays)).toEqual(FUNCTIONS.map(() => 90));
		for (const fn of Object.values(functions)) expect(fn).toHaveProperty('LoggingConfig.LogGroup');
	});

	it('fixes only the names that something else must know', () => {
		const known = new Set<unknown>([
			...Object.values(names),
			...[names.CONTAIN_QUEUE, names.NOTIFY_QUEUE].map((name) =>
				name.replace('.fifo', '-dead.fifo'),
			),
			...FUNCTIONS.map((name) => names.NAME_PREFIX + name),
			SIGN_IN_RULE,
			USE_RULE,
			...Object.values(ALARM_RULES),
		]);
		const named = Object.entries(NAMED).flatMap(([type, property]) =>
			Object.values(all(template, type)).map((resource) => resource[property]),
		);
		expect(named.filter((name) => typeof name === 'string' && !known.has(name))).toEqual([]);
		expect(named).toContain(names.CONTAIN_QUEUE);
	});

	it('has the outputs that the commands read', () => {
		expect(Object.keys(template.toJSON().Outputs).toSorted()).toEqual(names.HUB_OUTPUTS.toSorted());
	});

	it('gives the functions the roles that other accounts trust', () => {
		const roles = Object.values(all(template, 'AWS::IAM::Role'));
		for (const name of [
			names.JUDGE_ROLE,
			names.USE_JUDGE_ROLE,
			names.CONTAIN_ROLE,
			names.RECONCILE_ROLE,
			names.REPORT_ROLE,
		]) {
			expect(roles).toContainEqual(expect.objectContaining({ RoleName: name, Path: '/eyes/' }));
		}
	});
});

describe('the environment variables of a function', () => {
	/** Files of other folders that read variables for a function. */
	const SHARED = ['hub-deps.ts', 'judge-sign-in/deps.ts'];

	it.each(FUNCTIONS)('are exactly those that %s reads', (name) => {
		const folder = join(ROOT, 'functions', name);
		const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
		for (const file of SHARED.toReversed()) {
			const isImported = sources.some((source) => source.includes(`'../${file}'`));
			if (isImported) sources.push(readFileSync(join(ROOT, 'functions', file), 'utf8'));
		}
		const read = new Set(sources.join('\n').match(/EYES_[A-Z_]+/g));
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

describe('the path of an event', () => {
	const alarms = ['health', 'quarantine', 'signInAnomaly', 'guardDuty'];
	const ofAlarms = (bus: string) => alarms.map((name) => `<${bus}Alarms${name}.Arn>`);

	it.each([
		[
			'HubJudgeIngestQueue',
			ofAlarms('HubRules').join(' or '),
			'<HubRulesRule.Arn>',
			['<RegionRule.Arn>', ...ofAlarms('Region')].join(' or '),
		],
		['HubUseJudgeIngestQueue', '<HubRulesUses.Arn>', '<RegionUses.Arn>'],
	])('goes from our rules into %s, where nobody else may put events', (id, ...rules) => {
		const policy = all(main, 'AWS::SQS::QueuePolicy')[`${id}Policy`];
		const queue = `<${id}.Arn>`;
		expect(linesOf(policy?.PolicyDocument)).toEqual([
			`Deny sqs:* on ${queue} if Bool aws:SecureTransport false`,
			...rules.map((rule) => `sqs:SendMessage on ${queue} if ArnEquals aws:SourceArn ${rule}`),
		]);
	});

	it('needs no right in a queue for alarms that are switched off', () => {
		const off = Object.fromEntries(alarms.map((name) => [name, false]));
		const policies = all(
			synthesize({ ...SINGLE, alarms: off }).template('eyes-system'),
			'AWS::SQS::QueuePolicy',
		);
		const { HubJudgeIngestQueuePolicy: policy } = policies;
		expect(linesOf(policy?.PolicyDocument)).toHaveLength(3);
	});

	it('of each alarm has a rule of the same pattern on the bus as in the Regions', () => {
		const region = single.template('eyes-region-ap-northeast-2');
		for (const template of [main, region]) {
			const patterns = Object.values(all(template, 'AWS::Events::Rule')).map(
				(one) => one.EventPattern,
			);
			for (const { pattern } of alarmPatterns(aConfiguration().alarms))
				expect(patterns.filter((one) => isDeepStrictEqual(one, pattern))).toHaveLength(
					template === main ? 2 : 1,
				);
		}
		const admitted = JSON.stringify(all(bus, 'AWS::Events::EventBusPolicy'));
		for (const type of ALARM_TYPES) expect(admitted).toContain(`"${type}"`);
	});

	it('of credential uses has a rule of the same pattern on the bus as in the Regions', () => {
		const patterns = [main, single.template('eyes-region-ap-northeast-2')].flatMap((template) =>
			Object.values(all(template, 'AWS::Events::Rule'))
				.map(({ EventPattern }) => JSON.stringify(EventPattern))
				.filter((text) => text?.includes('AKIA')),
		);
		expect(patterns).toHaveLength(3);
		expect(new Set(patterns).size).toBe(1);
	});

	const onlyOfAws = {
		'ForAllValues:StringLike': { 'events:source': 'aws.*' },
		'ForAllValues:StringEquals': {
			'events:detail-type': Match.arrayWith([
				'AWS Console Sign In via CloudTrail',
				'AWS Console Signin via CloudTrail',
			]),
		},
	};

	it("is open on an organization's bus only to its accounts and only for events of AWS", () => {
		bus.hasResourceProperties('AWS::Events::EventBusPolicy', {
			Statement: Match.objectEquals({
				Sid: Match.anyValue(),
				Effect: 'Allow',
				Principal: { AWS: '*' },
				Action: 'events:PutEvents',
				Resource: Match.anyValue(),
				Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ...onlyOfAws },
			}),
		});
		bus.resourceCountIs('AWS::Events::EventBusPolicy', 1);
	});

	it("is open on a single account's bus to this account, as PutTargets of its other Regions asks", () => {
		const root = ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root'];
		main.hasResourceProperties('AWS::Events::EventBusPolicy', {
			EventBusName: { Ref: Match.anyValue() },
			Statement: Match.objectLike({
				Principal: { AWS: { 'Fn::Join': ['', root] } },
				Action: 'events:PutEvents',
				Condition: onlyOfAws,
			}),
		});
		main.resourceCountIs('AWS::Events::EventBusPolicy', 1);
	});

	it('is limited again by the rule of the bus, which includes read events', () => {
		hub.hasResourceProperties('AWS::Events::Rule', {
			State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			EventBusName: 'eyes-hub',
			EventPattern: Match.objectLike({
				source: [
					'aws.signin',
					'aws.sts',
					'aws.sso',
					'aws.sso-oauth',
					'aws.rolesanywhere',
					'aws.iam',
				],
				'detail-type': Match.arrayWith([
					'AWS Console Sign In via CloudTrail',
					'AWS Console Signin via CloudTrail',
				]),
			}),
			Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
		});
	});

	it('goes from another Region of a single account to the bus in the first', () => {
		const region = single.template('eyes-region-ap-northeast-2');
		expect(JSON.stringify(region.toJSON())).toContain(':events:us-east-1:');
		expect(oneRegion.stacks.map(({ stackName }) => stackName)).toEqual(['eyes-system']);
	});

	it('needs no bus if nothing arrives from other accounts or Regions', () => {
		const buses = oneRegion.template('eyes-system').findResources('AWS::Events::EventBus');
		expect(Object.values(buses).map(({ Properties: bus }) => bus.Name)).toEqual(['eyes-events']);
	});
});

describe('templates', () => {
	it('are the same if they are synthesized again', () => {
		expect(again.template('eyes-system').toJSON()).toEqual(main.toJSON());
	});

	it('of a single account do not contain an account id', () => {
		const text = JSON.stringify(main.toJSON());
		expect(text.match(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g)).toBeNull();
	});
});

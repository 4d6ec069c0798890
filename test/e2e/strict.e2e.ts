import {
	AttachUserPolicyCommand,
	CreateUserCommand,
	DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
	AttachPolicyCommand,
	CreatePolicyCommand,
	DetachPolicyCommand,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { HUB_STACK } from '../../shared/runtime/names.ts';
import { clientsOf, organizationsAt, type Place } from './aws/clients.ts';
import type { AppName } from './configurations.ts';
import { readAssembly, stackNamed } from './deploy/assembly.ts';
import { type Cloud, emptyCloud } from './deploy/cloud.ts';
import { emulatedCdk } from './deploy/emulated-cdk.ts';
import { putStack } from './deploy/put-stack.ts';
import { removeStack } from './deploy/remove-stack.ts';
import { deployStackSets } from './stand-ins/stack-sets.ts';
import { makeOrganization, ORGANIZATION } from './the-organization.ts';

/**
 * What the harness refuses because AWS does, although the emulators take it. Each rule has an example
 * that it refuses and one that it lets through.
 */
const e2e = inject('e2e');
const hub: Place = { endpoint: e2e.aws, account: ORGANIZATION.security, region: 'us-east-1' };
const prod: Place = { ...hub, account: ORGANIZATION.prod };
const management: Place = { ...hub, account: ORGANIZATION.management };
let cloud: Cloud;

beforeEach(async () => {
	await fetch(`${e2e.aws}/_ministack/reset`, { method: 'POST' });
	await makeOrganization(e2e.organizations);
	cloud = emptyCloud(e2e);
});

type Resources = Readonly<Record<string, unknown>>;

function put(place: Place, name: string, Resources: Resources) {
	return putStack(cloud, place, { name, template: { Resources }, parameters: {}, assets: [] });
}

function resource(Type: string, Properties: object, others: object = {}) {
	return { Type, Properties, ...others };
}

const BUS = resource('AWS::Events::EventBus', { Name: 'eyes-hub' });
const BUS_ARN = `arn:aws:events:us-east-1:${ORGANIZATION.security}:event-bus/eyes-hub`;
const FORWARDER = resource('AWS::IAM::Role', {
	...{ RoleName: 'eyes-forwarder', Path: '/eyes/' },
	AssumeRolePolicyDocument: {
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: { Service: 'events.amazonaws.com' },
				Action: 'sts:AssumeRole',
			},
		],
	},
});

function busPolicy(condition: object) {
	return resource('AWS::Events::EventBusPolicy', {
		...{ EventBusName: { Ref: 'Bus' }, StatementId: 'Forwarders' },
		Statement: {
			...{ Sid: 'Forwarders', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents' },
			...{ Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] }, Condition: condition },
		},
	});
}

const ADMITS = busPolicy({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION.id } });

function ruleTo(Arn: unknown, account: string, others: object = {}) {
	const RoleArn = `arn:aws:iam::${account}:role/eyes/eyes-forwarder`;
	const Targets = [{ Id: 'Hub', Arn, RoleArn }];
	const properties = { Name: 'eyes-rule', EventPattern: { source: ['gap'] }, Targets };
	return resource('AWS::Events::Rule', properties, others);
}

describe('a rule that forwards', () => {
	beforeEach(() => put(prod, 'roles', { Forwarder: FORWARDER }));

	it('is refused while its target bus does not exist, and taken after that', async () => {
		const rule = { Rule: ruleTo(BUS_ARN, ORGANIZATION.prod) };
		await expect(put(prod, 'rule', rule)).rejects.toThrow(`Event bus ${BUS_ARN} does not exist`);
		await put(hub, 'bus', { Bus: BUS, Policy: ADMITS });
		await expect(put(prod, 'rule', rule)).resolves.toHaveProperty('name', 'rule');
	});

	it('is refused if the policy of the bus does not admit its role', async () => {
		const rule = { Rule: ruleTo(BUS_ARN, ORGANIZATION.prod) };
		await put(hub, 'bus', { Bus: BUS });
		await expect(put(prod, 'rule', rule)).rejects.toThrow('AccessDeniedException');
		const other = busPolicy({ StringEquals: { 'aws:PrincipalOrgID': 'o-somebodyelse' } });
		await put(hub, 'bus', { Bus: BUS, Policy: other });
		await expect(put(prod, 'rule', rule)).rejects.toThrow('AccessDeniedException');
	});

	it('is refused from another Region of the same account if the bus has no policy', async () => {
		const abroad = { ...prod, region: 'ap-northeast-2' };
		const arn = BUS_ARN.replace(ORGANIZATION.security, ORGANIZATION.prod);
		const rule = { Rule: ruleTo(arn, ORGANIZATION.prod) };
		await put(prod, 'bus', { Bus: BUS });
		await expect(put(abroad, 'rule', rule)).rejects.toThrow('AccessDeniedException');
		await put(prod, 'bus', { Bus: BUS, Policy: ADMITS });
		await expect(put(abroad, 'rule', rule)).resolves.toHaveProperty('name', 'rule');
	});

	it('is refused if its role does not exist, or does not trust EventBridge', async () => {
		await put(hub, 'bus', { Bus: BUS, Policy: ADMITS });
		const inHub = { Rule: ruleTo(BUS_ARN, ORGANIZATION.security) };
		await expect(put(hub, 'rule', inHub)).rejects.toThrow('cannot be assumed by principal');
		const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
		const deaf = { ...FORWARDER.Properties, AssumeRolePolicyDocument };
		await put(hub, 'roles', { Forwarder: resource('AWS::IAM::Role', deaf) });
		await expect(put(hub, 'rule', inHub)).rejects.toThrow('cannot be assumed by principal');
	});

	it('is refused beside its bus in one template, unless it waits for it', async () => {
		const targets = [`arn:aws:events:us-east-1:${ORGANIZATION.prod}:event-bus/eyes-hub`];
		const [arn = ''] = targets;
		const early = { Bus: BUS, Rule: ruleTo(arn, ORGANIZATION.prod) };
		await expect(put(prod, 'early', early)).rejects.toThrow('does not exist');
		const waiting = ruleTo(arn, ORGANIZATION.prod, { DependsOn: 'Bus' });
		await expect(put(prod, 'early', { Bus: BUS, Rule: waiting })).resolves.toBeDefined();
	});
});

const DENIES_NOBODY = {
	Version: '2012-10-17',
	Statement: [{ Effect: 'Deny', Action: 'none:Null', Resource: '*' }],
};
const POLICY = {
	...{ ManagedPolicyName: 'eyes-containment', Path: '/eyes/' },
	PolicyDocument: DENIES_NOBODY,
};
const SCP = { Name: 'eyes-guard', Type: 'SERVICE_CONTROL_POLICY', Content: DENIES_NOBODY };

describe('a name that is in use', () => {
	it.each([
		['a role', hub, FORWARDER],
		['a managed policy', hub, resource('AWS::IAM::ManagedPolicy', POLICY)],
		[
			'a queue',
			hub,
			resource('AWS::SQS::Queue', { QueueName: 'eyes-contain.fifo', FifoQueue: true }),
		],
		['a bus', hub, BUS],
		[
			'a rule',
			hub,
			resource('AWS::Events::Rule', { Name: 'eyes-rule', EventPattern: { a: ['b'] } }),
		],
		['an SCP', management, resource('AWS::Organizations::Policy', SCP)],
	] as const)('is refused for %s', async (_, place, one) => {
		await put(place, 'first', { One: one });
		await expect(put(place, 'first', { One: one })).resolves.toBeDefined();
		await expect(put(place, 'second', { One: one })).rejects.toThrow('already exists');
	});

	it('is refused for the same thing under another logical id, as in a rename', async () => {
		await put(hub, 'roles', { Old: FORWARDER });
		await expect(put(hub, 'roles', { New: FORWARDER })).rejects.toThrow('already exists');
		await expect(put(hub, 'roles', { Old: FORWARDER })).resolves.toBeDefined();
	});

	it('is refused for an SCP that somebody made by hand', async () => {
		const client = organizationsAt(e2e.organizations, ORGANIZATION.management);
		const byHand = { ...SCP, Description: '', Content: JSON.stringify(DENIES_NOBODY) } as const;
		await client.send(new CreatePolicyCommand({ ...byHand, Type: 'SERVICE_CONTROL_POLICY' }));
		const policy = { Guard: resource('AWS::Organizations::Policy', SCP) };
		await expect(put(management, 'scps', policy)).rejects.toThrow('already exists');
	});

	it('fails an instance of a StackSet, and not the StackSet', async () => {
		await put(prod, 'by-hand', { Role: FORWARDER });
		const stackSet = resource('AWS::CloudFormation::StackSet', {
			StackSetName: 'eyes-accounts',
			TemplateBody: JSON.stringify({ Resources: { Role: FORWARDER } }),
			StackInstancesGroup: [
				{
					DeploymentTargets: { OrganizationalUnitIds: [ORGANIZATION.root] },
					Regions: ['us-east-1'],
				},
			],
		});
		await deployStackSets(cloud, await put(management, 'sets', { Set: stackSet }));
		expect([...cloud.failures.keys()]).toEqual([
			`${ORGANIZATION.prod} us-east-1 StackSet-eyes-accounts`,
		]);
		await expect(put(management, 'again', { Set: stackSet })).rejects.toThrow('already exists');
	});
});

describe('our own templates, in an order that no document names', () => {
	const deploy = async (account: string, app: AppName, ...stacks: string[]) => {
		const said: string[] = [];
		const tell = (line: string) => {
			said.push(line);
		};
		const cdk = { cloud, account, assembly: e2e.assemblies[app], tell };
		const code = await emulatedCdk(cdk, ['deploy', ...stacks, '--exclusively']);
		return `${code} ${said.join(' ')}`;
	};
	const { organization } = e2e.assemblies;

	it('are refused: the management account before the bus', async () => {
		const main = 'eyes-system-management';
		const said = await deploy(management.account, 'organization', main, `${main}-us-east-1`);
		expect(said).toMatch(/^1 .*Event bus arn:aws:events:.*eyes-hub does not exist/);
		expect([...cloud.failures.values()].join()).toContain('eyes-hub does not exist');
	});

	it('are refused: the hub before its bus', async () => {
		const { template, assets } = stackNamed(readAssembly(organization), HUB_STACK);
		const parameters = {
			ContainmentScp: `arn:aws:organizations::${management.account}:policy/${ORGANIZATION.id}/service_control_policy/p-12345678`,
		};
		const order = { name: HUB_STACK, template, assets, parameters };
		await expect(putStack(cloud, hub, order)).rejects.toThrow('Event bus eyes-hub does not exist');
	});

	it('are refused: a Region of a single account before its hub', async () => {
		const said = await deploy(prod.account, 'singleAccount', 'eyes-region-ap-northeast-2');
		expect(said).toMatch(/^1 .*eyes-hub does not exist/);
	});
});

describe('a second delegation policy', () => {
	it('is refused', async () => {
		const delegation = resource('AWS::Organizations::ResourcePolicy', { Content: {} });
		await put(management, 'first', { Delegation: delegation });
		await expect(put(management, 'second', { Delegation: delegation })).rejects.toThrow(
			'already has a resource policy',
		);
	});
});

describe('an alarm on metric math', () => {
	function metric(Id: string, Period = 60, others: object = {}) {
		return {
			Id,
			MetricStat: { Metric: { MetricName: 'm', Namespace: 'n' }, Period, Stat: 'Sum' },
			ReturnData: false,
			...others,
		};
	}

	const alarm = (...Metrics: object[]) => ({
		Alarm: resource('AWS::CloudWatch::Alarm', {
			...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 0 },
			Metrics,
		}),
	});
	const sum = (Expression: string) => ({ Id: 'sum', Expression });

	it('is taken if CloudWatch would take it', async () => {
		const fine = alarm(metric('a'), metric('b'), sum('IF(a > 1, a + b, FILL(b, 0))'));
		await expect(put(hub, 'alarm', { ...fine, Queue: QUEUE })).resolves.toBeDefined();
	});

	it.each([
		['uses a metric that is not defined', [metric('a'), sum('a + b')], 'not defined'],
		['returns two metrics', [metric('a', 60, { ReturnData: true }), sum('a')], 'return data'],
		['returns none', [metric('a')], 'return data'],
		['mixes periods', [metric('a'), metric('b', 300), sum('a + b')], 'periods'],
		['has an id twice', [metric('a'), metric('a'), sum('a')], 'two metrics'],
		['has an id that is not valid', [metric('A1'), sum('1')], 'not valid'],
		['has neither metric nor expression', [{ Id: 'a', ReturnData: false }, sum('1')], 'either'],
		[
			'has more than ten metrics',
			[...[...'abcdefghijk'].map((id) => metric(id)), sum('a')],
			'more than 10',
		],
	] as const)('is refused if it %s', async (_, metrics, why) => {
		await expect(put(hub, 'alarm', alarm(...metrics))).rejects.toThrow(why);
	});

	const QUEUE = resource('AWS::SQS::Queue', {});
});

describe('a stack', () => {
	it('is rolled back if a resource is refused, and its events say why', async () => {
		await put(hub, 'roles', { Role: FORWARDER });
		const Queue = resource('AWS::SQS::Queue', { QueueName: 'half-way' });
		const both = { Queue, Role: { ...FORWARDER, DependsOn: 'Queue' } };
		await expect(put(hub, 'second', both)).rejects.toThrow(
			/second is ROLLBACK_COMPLETE: Role: .*eyes-forwarder already exists/,
		);
		await expect(put(hub, 'third', { Queue })).resolves.toBeDefined();
	});

	it('is not deleted while somebody is attached to its policy', async () => {
		const stack = await put(prod, 'policy', {
			Policy: resource('AWS::IAM::ManagedPolicy', POLICY),
		});
		const attached = { UserName: 'kim', PolicyArn: stack.deployed.resources[0]?.physicalId };
		const { iam } = clientsOf(prod);
		await iam.send(new CreateUserCommand({ UserName: 'kim' }));
		await iam.send(new AttachUserPolicyCommand(attached));
		await expect(removeStack(cloud, stack)).rejects.toThrow('DeleteConflict');
		await iam.send(new DetachUserPolicyCommand(attached));
		await removeStack(cloud, stack);
		expect(cloud.stacks.size).toBe(0);
	});

	it('is not deleted while its SCP is attached beyond the template', async () => {
		const properties = { ...SCP, TargetIds: [ORGANIZATION.prod] };
		const Guard = resource('AWS::Organizations::Policy', properties);
		const stack = await put(management, 'scps', { Guard });
		const client = organizationsAt(e2e.organizations, ORGANIZATION.management);
		const PolicyId = stack.policies.get('Guard')?.split('/').at(-1);
		const more = { PolicyId, TargetId: ORGANIZATION.root };
		await client.send(new AttachPolicyCommand(more));
		await expect(removeStack(cloud, stack)).rejects.toThrow('PolicyInUse');
		await client.send(new DetachPolicyCommand(more));
		await removeStack(cloud, stack);
		await expect(put(management, 'scps', { Guard })).resolves.toBeDefined();
	});
});

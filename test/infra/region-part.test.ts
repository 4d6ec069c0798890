import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { signInPattern } from '../../infra/event-patterns.ts';
import {
	type Destination,
	RegionPart,
	type Watching,
	watchingOf,
} from '../../infra/region-part.ts';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { at, resourcesOf, templatesOf } from '../support/infra-templates.ts';
import { aConfiguration } from '../support/some-settings.ts';

const bus = {
	kind: 'bus',
	busArn: 'arn:aws:events:ap-northeast-2:777788889999:event-bus/eyes-hub',
	forwarderArn: 'arn:aws:iam::444455556666:role/eyes/eyes-forwarder',
} as const;
const arn = (name: string) => `arn:aws:sqs:ap-northeast-2:777788889999:${name}`;
const queues = {
	kind: 'queues',
	signIns: { queueArn: arn('ingest'), deadLetterArn: null },
	uses: { queueArn: arn('uses'), deadLetterArn: arn('lost') },
} as const;
const { uses, alarms } = watchingOf(aConfiguration());
const OFF = { health: false, quarantine: false, signInAnomaly: false, guardDuty: false };

function templateFor(destination: Destination, watching: Watching = { uses, alarms: OFF }) {
	const app = new App({ analyticsReporting: false });
	new RegionPart(new Stack(app, 'one'), 'Region', { destination, watching });
	return at(templatesOf(app), 'one');
}

function rulesFor(...of: Parameters<typeof templateFor>) {
	return resourcesOf(templateFor(...of), 'AWS::Events::Rule');
}

/** The logical ids of all resources of a type. */
function idsOf(template: JsonObject, type: string): string[] {
	const all = Object.entries(at(template, 'Resources'));
	return all.filter(([, one]) => isObject(one) && one.Type === type).map(([id]) => id);
}

const arnOf = (id: string | undefined) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('events that cannot be forwarded', () => {
	const template = templateFor(bus, { uses, alarms });
	const [queue, ...others] = idsOf(template, 'AWS::SQS::Queue');

	it('go to one queue of this account and Region, encrypted, kept as long as SQS keeps anything', () => {
		expect(others).toEqual([]);
		expect(resourcesOf(template, 'AWS::SQS::Queue')).toEqual([
			{
				QueueName: 'eyes-undelivered',
				SqsManagedSseEnabled: true,
				MessageRetentionPeriod: 1_209_600,
			},
		]);
		const rules = resourcesOf(template, 'AWS::Events::Rule');
		expect(rules).toHaveLength(6);
		for (const { Targets } of rules)
			expect(Targets).toEqual([
				expect.objectContaining({ DeadLetterConfig: { Arn: arnOf(queue) } }),
			]);
	});

	it('are put there by exactly the rules, over TLS', () => {
		const [policy, ...more] = resourcesOf(template, 'AWS::SQS::QueuePolicy');
		expect(more).toEqual([]);
		const Resource = arnOf(queue);
		expect(at(policy ?? {}, 'PolicyDocument').Statement).toEqual([
			expect.objectContaining({
				...{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Resource },
				Condition: { Bool: { 'aws:SecureTransport': 'false' } },
			}),
			{
				...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
				...{ Action: 'sqs:SendMessage', Resource },
				Condition: {
					ArnEquals: { 'aws:SourceArn': idsOf(template, 'AWS::Events::Rule').map(arnOf) },
				},
			},
		]);
	});

	it('have no queue of their own where the rules deliver to queues', () => {
		expect(idsOf(templateFor(queues), 'AWS::SQS::Queue')).toEqual([]);
	});
});

describe("a Region's rules", () => {
	it.each([
		['eyes-sign-ins', signInPattern(), 0],
		['eyes-credential-uses', uses, 1],
	])('%s is on the default bus and includes read events', (Name, EventPattern, at) => {
		const rules = rulesFor(bus);
		expect(rules).toHaveLength(2);
		expect(rules[at]).toMatchObject({
			Name,
			State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			EventPattern,
		});
		expect(rules[at]).not.toHaveProperty('EventBusName');
	});

	it('are one if no credential uses are to be seen', () => {
		const use = { keys: false, sessions: false };
		const rules = rulesFor(bus, { ...watchingOf(aConfiguration({ use })), alarms: OFF });
		expect(rules.map(({ Name }) => Name)).toEqual(['eyes-sign-ins']);
	});

	it('have the bus of the hub as their target, as the forwarder', () => {
		const target = { Id: 'Hub', Arn: bus.busArn, RoleArn: bus.forwarderArn };
		for (const { Targets } of rulesFor(bus))
			expect(Targets).toEqual([expect.objectContaining(target)]);
	});

	it('have each their own queue in the same Region, so that uses never delay sign-ins', () => {
		expect(rulesFor(queues).map(({ Targets }) => Targets)).toEqual([
			[{ Id: 'Queue', Arn: arn('ingest') }],
			[{ Id: 'Queue', Arn: arn('uses'), DeadLetterConfig: { Arn: arn('lost') } }],
		]);
	});

	it("are one more for each of AWS's own alarms, which go where the sign-ins go", () => {
		const [, , ...rules] = rulesFor(queues, { uses, alarms });
		const names = ['eyes-aws-health', 'eyes-quarantine', 'eyes-sign-in-anomaly', 'eyes-guardduty'];
		expect(rules.map(({ Name }) => Name)).toEqual(names);
		for (const { Targets, State } of rules) {
			expect(Targets).toEqual([{ Id: 'Queue', Arn: arn('ingest') }]);
			expect(State).toBe('ENABLED');
		}
		expect(rulesFor(bus, { uses, alarms: { ...OFF, health: true } })).toHaveLength(3);
	});
});

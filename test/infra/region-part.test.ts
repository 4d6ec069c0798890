import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { signInPattern } from '../../infra/event-patterns.ts';
import { type Destination, RegionPart } from '../../infra/region-part.ts';
import { at, resourcesOf, templatesOf } from '../support/infra-templates.ts';

const bus = {
	kind: 'bus',
	busArn: 'arn:aws:events:ap-northeast-2:777788889999:event-bus/eyes-hub',
	forwarderArn: 'arn:aws:iam::444455556666:role/eyes/eyes-forwarder',
} as const;
const queue = {
	kind: 'queue',
	queueArn: 'arn:aws:sqs:ap-northeast-2:777788889999:ingest',
	deadLetterArn: null,
} as const;
const lost = 'arn:aws:sqs:ap-northeast-2:777788889999:lost';

function rulesFor(destination: Destination) {
	const app = new App({ analyticsReporting: false });
	new RegionPart(new Stack(app, 'one'), 'Region', { destination });
	return resourcesOf(at(templatesOf(app), 'one'), 'AWS::Events::Rule');
}

describe("a Region's rule", () => {
	it('is on the default bus and includes read events, because some of them give out credentials', () => {
		const [rule, ...others] = rulesFor(bus);
		expect(others).toEqual([]);
		expect(rule).toMatchObject({
			Name: 'eyes-sign-ins',
			State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
			EventPattern: signInPattern(),
		});
		expect(rule).not.toHaveProperty('EventBusName');
	});

	it.each([
		[
			'the bus of the hub, as the forwarder',
			bus,
			{ Id: 'Hub', Arn: bus.busArn, RoleArn: bus.forwarderArn },
		],
		['the queue in the same Region', queue, { Id: 'Queue', Arn: queue.queueArn }],
		[
			'the queue, with a dead-letter queue',
			{ ...queue, deadLetterArn: lost },
			{ Id: 'Queue', Arn: queue.queueArn, DeadLetterConfig: { Arn: lost } },
		],
	])('has one target: %s', (_, destination, expected) => {
		expect(rulesFor(destination)[0]?.Targets).toEqual([expected]);
	});
});

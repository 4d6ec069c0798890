import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { signInPattern } from '../../infra/event-patterns.ts';
import {
	type Destination,
	RegionPart,
	type Watching,
	watchingOf,
} from '../../infra/region-part.ts';
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

function rulesFor(destination: Destination, watching: Watching = { uses, alarms: OFF }) {
	const app = new App({ analyticsReporting: false });
	new RegionPart(new Stack(app, 'one'), 'Region', { destination, watching });
	return resourcesOf(at(templatesOf(app), 'one'), 'AWS::Events::Rule');
}

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
		expect(rulesFor(bus).map(({ Targets }) => Targets)).toEqual([[target], [target]]);
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

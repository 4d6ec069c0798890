import {
	EventBridgeClient,
	ListRulesCommand,
	ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { rulesOf } from '../../../cli/doctor/eventbridge-rules.ts';

it('finds none on a bus that does not exist yet', async () => {
	const missing = new ResourceNotFoundException({ message: 'no bus', $metadata: {} });
	mockClient(EventBridgeClient).on(ListRulesCommand).rejects(missing);
	expect(await rulesOf('us-east-1', 'eyes-hub')).toEqual([]);
});

it('lists the rules of all pages, also those with a schedule', async () => {
	const eventbridge = mockClient(EventBridgeClient);
	eventbridge
		.on(ListRulesCommand, { EventBusName: 'default', NextToken: undefined })
		.resolves({ Rules: [{ Name: 'one', EventPattern: '{}' }], NextToken: 'more' })
		.on(ListRulesCommand, { EventBusName: 'default', NextToken: 'more' })
		.resolves({ Rules: [{ Name: 'nightly', ScheduleExpression: 'rate(1 day)' }] });
	expect(await rulesOf('us-east-1', 'default')).toEqual([
		{ name: 'one', pattern: '{}' },
		{ name: 'nightly', pattern: null },
	]);
});

import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { rulesOf } from '../../../cli/doctor/eventbridge-rules.ts';

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

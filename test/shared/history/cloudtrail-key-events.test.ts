import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { cloudtrailKeyEvents } from '../../../shared/history/cloudtrail-key-events.ts';

const LOOKUP = { keyId: 'AKIAEXAMPLE', account: '111122223333', region: 'eu-west-1', until: 9_000 };

function given(...texts: (string | undefined)[]) {
	const client = new CloudTrailClient({ region: LOOKUP.region });
	const mock = mockClient(client);
	mock.on(LookupEventsCommand).resolves({
		Events: texts.map((CloudTrailEvent) => ({ CloudTrailEvent })),
	});
	const places: object[] = [];
	const lookUp = cloudtrailKeyEvents((place) => {
		places.push(place);
		return client;
	});
	return { lookUp, places, asked: () => mock.calls().map(({ args: [{ input }] }) => input) };
}

describe('the events of a key', () => {
	it('are one page of 50, up to a time, by the id of the key', async () => {
		const { lookUp, places, asked } = given('{"eventName":"ListUsers"}');
		expect(await lookUp(LOOKUP)).toEqual([{ eventName: 'ListUsers' }]);
		expect(places).toEqual([{ account: LOOKUP.account, region: LOOKUP.region }]);
		expect(asked()).toEqual([
			{
				LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: LOOKUP.keyId }],
				...{ EndTime: new Date(LOOKUP.until), MaxResults: 50 },
			},
		]);
	});

	it.each(['{', '[]', undefined])('are no answer if one of them is %s', async (text) => {
		const { lookUp } = given('{"eventName":"ListUsers"}', text);
		await expect(lookUp(LOOKUP)).rejects.toThrow();
	});
});

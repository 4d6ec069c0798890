import { describe, expect, it } from 'vitest';
import { envelopedRecord, unwrapRecords } from '../../../shared/record/unwrap-record.ts';

const record = {
	eventSource: 'sts.amazonaws.com',
	eventName: 'AssumeRole',
	recipientAccountId: '111122223333',
};
const { recipientAccountId, ...withoutAccount } = record;

describe('unwrapRecords', () => {
	it.each([
		['a bare record', record],
		['a record under event', { file: 'x', event: record }],
		['an EventBridge envelope', { account: '111122223333', 'detail-type': 'x', detail: record }],
		['an envelope without account', { detail: record }],
		['an envelope whose account is not a string', { account: 111122223333, detail: record }],
		['a record as text in LookupEvents', { EventId: '1', CloudTrailEvent: JSON.stringify(record) }],
	])('finds %s', (_, value) => {
		expect(unwrapRecords(value)).toEqual([{ kind: 'record', record }]);
	});

	it.each([
		['undefined', withoutAccount],
		['null', { ...withoutAccount, recipientAccountId: null }],
	])('uses the account of the envelope if that of the record is %s', (_, detail) => {
		expect(unwrapRecords({ account: recipientAccountId, detail })).toEqual([
			{ kind: 'record', record },
		]);
	});

	it('refuses an envelope whose account is not that of the record', () => {
		expect(unwrapRecords({ account: '444455556666', detail: record })).toMatchObject([
			{
				code: 'account-mismatch',
				detail: 'the envelope names account 444455556666, its record names 111122223333',
			},
		]);
	});

	it("checks a record's own fields before those of anything inside it", () => {
		const outer = {
			...record,
			eventName: 'ConsoleLogin',
			event: record,
			detail: record,
			Records: [record],
		};
		expect(unwrapRecords(outer)).toEqual([{ kind: 'record', record: outer }]);
	});

	const text = JSON.stringify(record);
	const notification = { Type: 'Notification', Message: text };
	it.each([
		['a list', [record]],
		['a file of CloudTrail', { Records: [record] }],
		['the output of LookupEvents', { NextToken: 'x', Events: [{ CloudTrailEvent: text }] }],
		[
			'a subscription of CloudWatch Logs',
			{ messageType: 'DATA_MESSAGE', owner: '1', logEvents: [{ id: '0', message: text }] },
		],
		['the output of filter-log-events', { events: [{ logStreamName: 'x', message: text }] }],
		['a notification of SNS', notification],
		['SNS in Lambda', { Records: [{ EventSource: 'aws:sns', Sns: notification }] }],
		['SQS in Lambda', { Records: [{ eventSource: 'aws:sqs', body: text }] }],
		[
			'EventBridge in SNS in SQS',
			{
				Messages: [
					{
						Body: JSON.stringify({
							Message: JSON.stringify({ source: 'aws.sts', detail: record }),
						}),
					},
				],
			},
		],
		['a body that was written as text twice', { Body: JSON.stringify(text) }],
		[
			'rows of CloudTrail Lake',
			{ QueryResultRows: [[{ eventID: 'x' }, { eventJson: text }, { eventTime: 'x' }]] },
		],
		['a row of Athena', { eventjson: text, eventname: 'x' }],
		['a document of Elastic', { event: { action: 'x', original: text }, message: 'x' }],
	])('finds the record in %s', (_, value) => {
		expect(unwrapRecords(value)).toEqual([{ kind: 'record', record }]);
	});

	it('takes no list of rows for one row', () => {
		const rows = Array.from({ length: 3 }, () => ({ eventJson: text }));
		expect(unwrapRecords(rows)).toEqual(rows.map(() => ({ kind: 'record', record })));
	});

	it('finds every record in a list, and what is refused beside it', () => {
		const message = { message: text };
		const found = unwrapRecords({ logEvents: [message, { message: 'START' }, message] });
		expect(found).toMatchObject([
			{ kind: 'record' },
			{ code: 'not-json', detail: 'the text under message is not JSON' },
			{ kind: 'record' },
		]);
	});

	it.each([
		['values that are no records', '1'],
		['columns', '{"eventName":"x"}'],
	])('reads a list of half a million %s, refuses the first and counts the others', (_, one) => {
		const list: unknown[] = JSON.parse(`[${`${one},`.repeat(500_000)}${text}]`);
		const found = unwrapRecords(list);
		expect(found.filter(({ kind }) => kind === 'record')).toEqual([{ kind: 'record', record }]);
		expect(found).toHaveLength(1002);
		expect(found.at(-1)).toMatchObject({ detail: 'and 499000 more in this list' });
	});

	it('checks the envelope of EventBridge at every level', () => {
		const envelope = { account: '444455556666', detail: record };
		for (const value of [
			{ Message: JSON.stringify(envelope) },
			{ account: '444455556666', detail: [record] },
		])
			expect(unwrapRecords(value)).toMatchObject([{ code: 'account-mismatch' }]);
		const forged = { account: '111122223333', source: 'aws.signin', detail: record };
		expect(unwrapRecords([forged])).toMatchObject([
			{
				code: 'source-mismatch',
				detail: "the envelope's source is aws.signin, its record names sts.amazonaws.com",
			},
		]);
		expect(envelopedRecord(forged)).toMatchObject({ code: 'source-mismatch' });
	});

	it('takes only a record for the detail of an envelope that a queue delivers', () => {
		for (const detail of [[record], { Records: [record] }, { message: text }, null])
			expect(envelopedRecord({ account: '111122223333', detail })).toMatchObject({
				code: 'not-a-record',
			});
	});

	it.each([
		['insight', { eventType: 'AwsCloudTrailInsight', insightDetails: {} }],
		['aggregated', { eventType: 'AwsAggregatedEvent', eventSource: 's3.amazonaws.com' }],
		['digest', { awsAccountId: '1', digestStartTime: 'x', logFiles: [] }],
		['s3-notification', { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }],
		['s3-notification', { Service: 'Amazon S3', Event: 's3:TestEvent' }],
		['s3-notification', { source: 'aws.s3', 'detail-type': 'Object Created', detail: {} }],
		['other-event', { source: 'aws.guardduty', 'detail-type': 'GuardDuty Finding', detail: {} }],
		['control-message', { messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'x' }] }],
		['control-message', { id: '', message: 'CWL CONTROL MESSAGE: Checking health' }],
		['control-message', { Type: 'SubscriptionConfirmation', Message: 'You have chosen' }],
		['other-log', { timestamp: 1, formatVersion: 1, webaclId: 'arn:aws:wafv2:x' }],
		['aws-config', { fileVersion: '1.0', configurationItems: [{ event: record }] }],
	])('recognises %s, which holds no records', (what, value) => {
		for (const wrapped of [value, { Body: JSON.stringify(value) }])
			expect(unwrapRecords(wrapped)).toEqual([{ kind: 'other', what }]);
	});

	it('finds a record that was sent on under another name', () => {
		const sent = { source: 'our.trail', 'detail-type': 'sign-in', detail: record };
		expect(unwrapRecords(sent)).toEqual([{ kind: 'record', record }]);
		const broken = { source: 'aws.sts', 'detail-type': 'AWS API Call via CloudTrail', detail: {} };
		expect(unwrapRecords(broken)).toMatchObject([{ code: 'not-a-record' }]);
	});

	it('takes a record about S3 in an envelope for a record', () => {
		const detail = { ...record, eventSource: 's3.amazonaws.com' };
		const envelope = { source: 'aws.s3', 'detail-type': 'AWS API Call via CloudTrail', detail };
		expect(unwrapRecords(envelope)).toEqual([{ kind: 'record', record: detail }]);
	});

	it('says what to query if a row has not the whole record', () => {
		const row = [{ eventSource: 'sts.amazonaws.com' }, { userIdentity: '{type=IAMUser}' }];
		expect(unwrapRecords({ QueryResultRows: [row] })).toMatchObject([
			{ code: 'no-event-json', detail: expect.stringContaining('SELECT eventJson') },
		]);
	});

	it('refuses what is wrapped too often, by any kind of wrapper', () => {
		const wrappers = [
			(value: unknown) => [value],
			(value: unknown) => ({ event: value }),
			(value: unknown) => ({ Body: JSON.stringify(value) }),
		];
		for (const wrap of wrappers) {
			let bomb: unknown = record;
			for (let level = 0; level < 15; level++) bomb = wrap(bomb);
			expect(unwrapRecords(bomb)).toMatchObject([
				{ code: 'not-a-record', detail: 'wrapped more than 12 levels deep' },
			]);
		}
		expect(unwrapRecords(JSON.parse('['.repeat(1e6) + ']'.repeat(1e6)))).toHaveLength(1);
	});

	it.each([
		['null', null, 'null'],
		['a number', 7, 'a number'],
		['a text', 'sts.amazonaws.com', 'a string'],
		['an empty object', {}, 'eventSource'],
		['a record without a name', { eventSource: 'sts.amazonaws.com' }, 'eventName'],
		[
			'a source that is not a string',
			{ ...record, eventSource: ['sts.amazonaws.com'] },
			'eventSource',
		],
		['a notification of another service', { ...record, eventSource: 'aws:kinesis' }, 'aws:kinesis'],
		['an envelope around nothing', { account: '1', detail: null }, 'eventSource'],
		['Records that are not a list', { Records: { 0: record } }, 'eventSource'],
	])('refuses %s', (_, value, word) => {
		expect(unwrapRecords(value)).toMatchObject([
			{ code: 'not-a-record', detail: expect.stringContaining(word) },
		]);
	});

	it('refuses a CloudTrailEvent that is not JSON', () => {
		expect(unwrapRecords({ CloudTrailEvent: '{"eventSource"' })).toMatchObject([
			{ code: 'not-json' },
		]);
	});
});

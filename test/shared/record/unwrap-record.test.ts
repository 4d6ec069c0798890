import { describe, expect, it } from 'vitest';
import { unwrapRecord } from '../../../shared/record/unwrap-record.ts';

const record = {
	eventSource: 'sts.amazonaws.com',
	eventName: 'AssumeRole',
	recipientAccountId: '111122223333',
};
const { recipientAccountId, ...withoutAccount } = record;

describe('unwrapRecord', () => {
	it.each([
		['a bare record', record],
		['a record under event', { file: 'x', event: record }],
		['an EventBridge envelope', { account: '111122223333', 'detail-type': 'x', detail: record }],
		['an envelope without account', { detail: record }],
		['an envelope whose account is not a string', { account: 111122223333, detail: record }],
		['a record as text in LookupEvents', { EventId: '1', CloudTrailEvent: JSON.stringify(record) }],
	])('finds %s', (_, value) => {
		expect(unwrapRecord(value)).toEqual({ kind: 'record', record });
	});

	it.each([
		['undefined', withoutAccount],
		['null', { ...withoutAccount, recipientAccountId: null }],
	])('uses the account of the envelope if that of the record is %s', (_, detail) => {
		expect(unwrapRecord({ account: recipientAccountId, detail })).toEqual({
			kind: 'record',
			record,
		});
	});

	it('refuses an envelope whose account is not that of the record', () => {
		expect(unwrapRecord({ account: '444455556666', detail: record })).toMatchObject({
			code: 'account-mismatch',
			detail: 'the envelope names account 444455556666, its record names 111122223333',
		});
	});

	it("checks a record's own fields before those of anything inside it", () => {
		const outer = {
			...record,
			eventName: 'ConsoleLogin',
			event: record,
			detail: record,
			Records: [record],
		};
		expect(unwrapRecord(outer)).toEqual({ kind: 'record', record: outer });
	});

	it.each([
		['a list', [record]],
		['a file of CloudTrail', { Records: [record] }],
		['the output of LookupEvents', { NextToken: 'x', Events: [record] }],
	])('gives the values of %s', (_, value) => {
		expect(unwrapRecord(value)).toEqual({ kind: 'list', values: [record] });
	});

	it('recognises an Insight event, which no service emits', () => {
		expect(unwrapRecord({ eventType: 'AwsCloudTrailInsight', insightDetails: {} })).toEqual({
			kind: 'insight',
		});
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
		['two wrappers', { event: { detail: record } }, 'eventSource'],
		['an envelope around nothing', { account: '1', detail: null }, 'eventSource'],
		['Records that are not a list', { Records: { 0: record } }, 'eventSource'],
	])('refuses %s', (_, value, word) => {
		expect(unwrapRecord(value)).toMatchObject({
			code: 'not-a-record',
			detail: expect.stringContaining(word),
		});
	});

	it('refuses a CloudTrailEvent that is not JSON', () => {
		expect(unwrapRecord({ CloudTrailEvent: '{"eventSource"' })).toMatchObject({ code: 'not-json' });
	});
});

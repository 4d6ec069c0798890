import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsToRead } from '../../../cli/replay/calls-to-read.ts';
import type { JsonObject } from '../../../shared/record/json-object.ts';
import { recordReader } from '../../../shared/record/scan/record-reader.ts';
import { unwrapRecords } from '../../../shared/record/unwrap-record.ts';
import { ANY_SPACE, aRecordText, listOf, NO_NEWLINE } from '../../shared/record/nasty-text.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const callsWith = (use = {}) => callsToRead(aConfiguration({ use }));

/** Gives the records of a text that are to be judged, as replay reads them. */
function read(text: string, calls: ReturnType<typeof callsWith>) {
	const found: JsonObject[] = [];
	const reader = recordReader({
		record: (_, record) => found.push(record),
		refused: () => {},
		...calls,
	});
	reader.push(Buffer.from(text));
	reader.end();
	return { records: reader.records, parsed: found.length, found: found.filter(calls.isToJudge) };
}

const CALL = {
	eventSource: 's3.amazonaws.com',
	eventName: 'ListBuckets',
	userIdentity: { type: 'IAMUser', accessKeyId: 'AKIAEXAMPLE' },
	sourceIPAddress: '192.0.2.7',
};
const AT_OFFICE = { ...CALL, sourceIPAddress: '203.0.113.7' };
const FIRST = { eventTime: '2026-03-03T01:00:00Z' };
const session = (call: JsonObject) => ({ ...call, userIdentity: { accessKeyId: 'ASIAEXAMPLE' } });

describe('callsToRead', () => {
	it.each([{}, { sessions: true }, { keys: false, sessions: true }, { keys: false }])(
		'loses no call of any text, with %j',
		(use) => {
			const calls = callsWith(use);
			const texts = fc.oneof(
				listOf(aRecordText(ANY_SPACE)).map((list) => `{"Records":${list}}`),
				fc.array(aRecordText(NO_NEWLINE), { maxLength: 8 }).map((lines) => lines.join('\n')),
			);
			fc.assert(
				fc.property(texts, (text) => {
					const values: unknown[] = text.startsWith('{"Records"')
						? JSON.parse(text).Records
						: text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
					const records = values.flatMap((value) =>
						unwrapRecords(value).flatMap((one) => (one.kind === 'record' ? [one.record] : [])),
					);
					const { found, records: understood } = read(text, calls);
					expect(understood).toBe(records.length);
					expect(found).toEqual(records.filter(calls.isToJudge));
				}),
				{ numRuns: 1000 },
			);
		},
	);

	it.each<[string, object, boolean, object?]>([
		['a call with a key from elsewhere', CALL, true],
		['a call with a key from a masked address', { ...CALL, sourceIPAddress: '255.1.2.3' }, true],
		['a call with a key and no address', { ...CALL, sourceIPAddress: undefined }, true],
		['a call with a key through an endpoint', { ...AT_OFFICE, vpcEndpointId: 'vpce-1' }, true],
		['a call with a key from the office', AT_OFFICE, false],
		['the first call with a key from the office', { ...AT_OFFICE, ...FIRST }, true],
		['a call through a service', { ...CALL, sourceIPAddress: 'athena.amazonaws.com' }, false],
		['a call from a private address', { ...CALL, sourceIPAddress: '10.0.0.1' }, false],
		['a data event', { ...CALL, managementEvent: false }, false],
		['a call with a session', session(CALL), false],
		['a call with a session, if sessions are judged', session(CALL), true, { sessions: true }],
		['a call with a key, if keys are not judged', CALL, false, { keys: false }],
		['a sign-in', { ...AT_OFFICE, eventSource: 'sts.amazonaws.com' }, true, { keys: false }],
	])('reads %s as it should', (_, call, isRead, use = {}) => {
		expect(read(JSON.stringify({ Records: [call] }), callsWith(use)).found).toHaveLength(
			isRead ? 1 : 0,
		);
	});

	it('does not even parse calls from the office', () => {
		const text = JSON.stringify({ Records: [AT_OFFICE, CALL, session(CALL)] });
		expect(read(text, callsWith())).toMatchObject({ records: 3, parsed: 1 });
	});

	it.each([
		['in the request', { requestParameters: { sourceIPAddress: '203.0.113.7' } }],
		['in a key of the request', { requestParameters: { 'x"sourceIPAddress': '203.0.113.7' } }],
	])('is not deceived by a trusted address %s', (_, more) => {
		const text = JSON.stringify({ Records: [{ ...more, ...CALL, ...more }] });
		expect(read(text, callsWith()).found).toHaveLength(1);
	});

	it('finds the key in indented text, and wherever a block of the scan ends', () => {
		for (let length = 0; length < 130; length++) {
			const call = { pad: 'x'.repeat(length), ...CALL };
			for (const indent of [undefined, 1, '\t'])
				expect(read(JSON.stringify([call], null, indent), callsWith()).found).toHaveLength(1);
		}
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsToRead } from '../../../cli/replay/calls-to-read.ts';
import { isFirst, type UsedPlace } from '../../../cli/replay/key-places.ts';
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

	it('does not even parse calls from the office, but the first of a key', () => {
		const at = (eventTime: string) => ({ ...AT_OFFICE, eventTime });
		const office = [
			at('2026-03-03T02:00:00Z'),
			at('2026-03-03T01:00:00Z'),
			at('2026-03-03T03:00:00Z'),
		];
		const text = JSON.stringify({ Records: [...office, CALL, session(CALL)] });
		const calls = callsWith();
		expect(read(text, calls)).toMatchObject({ records: 5, parsed: 3 });
		const place = { keyId: 'AKIAEXAMPLE', network: 'office', isTrusted: true };
		expect(calls.takePlaces().at(-1)).toEqual({ ...place, firstAt: Date.UTC(2026, 2, 3, 1) });
		expect(calls.takePlaces()).toEqual([]);
	});

	it('finds the first call of each key from a trusted network, in any order and any pieces', () => {
		const hour = fc.integer({ min: 10, max: 23 });
		const aCall = fc.tuple(fc.constantFrom('AKIAONE', 'AKIATWO', 'ASIATWO'), hour, fc.boolean());
		fc.assert(
			fc.property(fc.array(fc.array(aCall, { maxLength: 6 }), { maxLength: 4 }), (files) => {
				const first = new Map<string, number>();
				const found = new Map<string, UsedPlace>();
				for (const file of files) {
					const calls = callsWith();
					const Records = file.map(([accessKeyId, time, isSpelled]) => {
						const address = isSpelled ? '203.0.113.8 ' : '203.0.113.7';
						const known = first.get(accessKeyId) ?? Number.POSITIVE_INFINITY;
						const at = Date.UTC(2026, 2, 3, time);
						if (accessKeyId.startsWith('AKIA')) first.set(accessKeyId, Math.min(known, at));
						const eventTime = `2026-03-03T${time}:00:00Z`;
						const userIdentity = { ...CALL.userIdentity, accessKeyId };
						return { ...CALL, eventTime, userIdentity, sourceIPAddress: address };
					});
					read(JSON.stringify({ Records }), calls);
					for (const place of calls.takePlaces()) isFirst(place, found);
				}
				const times = [...found.values()].map(({ keyId, firstAt }) => [keyId, firstAt] as const);
				expect(new Map(times)).toEqual(first);
			}),
		);
	});

	it.each([
		['in the request', { requestParameters: { sourceIPAddress: '203.0.113.7' } }],
		['in a key of the request', { requestParameters: { 'x"sourceIPAddress': '203.0.113.7' } }],
	])('is not deceived by a trusted address %s', (_, more) => {
		const text = JSON.stringify({ Records: [{ ...more, ...CALL, ...more }] });
		expect(read(text, callsWith()).found).toHaveLength(1);
	});

	it('finds the key in any spelling and indentation, and wherever a block of the scan ends', () => {
		for (let length = 0; length < 130; length++) {
			const pad = 'x'.repeat(length);
			const padded = { ...CALL, userIdentity: { pad, ...CALL.userIdentity } };
			for (const call of [{ pad, ...CALL }, padded])
				for (const indent of [undefined, 1, '\t'])
					expect(read(JSON.stringify([call], null, indent), callsWith()).found).toHaveLength(1);
			const spelled = JSON.stringify([padded]).replace('AKIA', '\\u0041KIA');
			expect(read(spelled, callsWith()).found).toHaveLength(1);
		}
	});
});

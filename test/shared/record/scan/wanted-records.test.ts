import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordReader } from '../../../../shared/record/scan/record-reader.ts';
import { readText } from '../read-text.ts';

const SOURCES = ['s3.amazonaws.com', 'sts.amazonaws.com', 'ec2.amazonaws.com'] as const;

function recordOf(source: string, id: number) {
	return { eventSource: source, eventName: 'Call', eventID: `id-${id}`, nested: { a: ['}'] } };
}

/** Gives the positions of the records that were handed on, and how many were understood. */
function read(text: string, wants: (record: string) => boolean, piece = text.length) {
	const found: number[] = [];
	const reader = recordReader({
		record: (index) => found.push(index),
		refused: (index, refusal) => expect.fail(`${index} ${refusal.detail}`),
		others: { wants: (bytes) => wants(bytes.toString()) },
	});
	const bytes = Buffer.from(text);
	for (let from = 0; from < bytes.length; from += piece)
		reader.push(bytes.subarray(from, from + piece));
	reader.end();
	return { found, records: reader.records };
}

describe('records of other services that are wanted', () => {
	it('are handed on beside those of the sign-in services, in any form and in any pieces', () => {
		const sources = fc.array(fc.constantFrom(...SOURCES), { minLength: 1, maxLength: 20 });
		fc.assert(
			fc.property(
				sources,
				fc.integer({ min: 1, max: 500 }),
				fc.boolean(),
				(list, piece, isLines) => {
					const records = list.map(recordOf);
					const text = isLines
						? records.map((record) => `${JSON.stringify(record)}\n`).join('')
						: JSON.stringify({ Records: records });
					const wanted = list.flatMap((source, at) => (source === SOURCES[0] ? [] : [at]));
					expect(read(text, (record) => record.includes('ec2.amazonaws.com'), piece)).toEqual({
						found: wanted,
						records: list.length,
					});
				},
			),
		);
	});

	it('are asked about with exactly their own text', () => {
		const asked: string[] = [];
		const records = [recordOf(SOURCES[0], 1), recordOf(SOURCES[1], 2), recordOf(SOURCES[2], 3)];
		read(JSON.stringify({ Records: records }), (text) => {
			asked.push(text);
			return false;
		});
		expect([...new Set(asked)]).toEqual([records[0], records[2]].map((one) => JSON.stringify(one)));
	});

	it('are wanted by one reader only, also if the next one uses the same scanner', () => {
		const text = JSON.stringify({ Records: [recordOf(SOURCES[0], 1)] });
		expect(read(text, () => true)).toEqual({ found: [0], records: 1 });
		expect(readText(text)).toMatchObject({ found: [], records: 1 });
	});
});

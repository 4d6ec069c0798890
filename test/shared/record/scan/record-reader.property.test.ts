import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWatched } from '../../../../shared/record/event-sources.ts';
import { isObject } from '../../../../shared/record/json-object.ts';
import { unwrapRecords } from '../../../../shared/record/unwrap-record.ts';
import { ANY_SPACE, aListText, aRecordText, listOf, NO_NEWLINE } from '../nasty-text.ts';
import { readText } from '../read-text.ts';

/** Gives what JSON.parse of the whole text and a plain filter find. */
function expected(values: readonly unknown[]) {
	const unwrapped = values.flatMap((value, index) =>
		unwrapRecords(value).map((found) => ({ index, ...found })),
	);
	return {
		found: unwrapped.flatMap((found) =>
			found.kind === 'record' && isWatched(found.record)
				? [{ index: found.index, record: found.record }]
				: [],
		),
		refused: unwrapped.flatMap(({ kind, index }) => (kind === 'refused' ? [index] : [])),
		records: unwrapped.filter(({ kind }) => kind === 'record').length,
	};
}

function read(text: string | Uint8Array, cuts: readonly number[] = []) {
	const { found, refused, records } = readText(text, cuts);
	return { found, refused: refused.map(({ index }) => index), records };
}

const SIGN_IN = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };
const cuts = fc.array(fc.nat(2000), { maxLength: 6 });

describe('recordReader', () => {
	it('finds in any list of records exactly what JSON.parse and a filter find', () => {
		fc.assert(
			fc.property(aListText(ANY_SPACE), fc.boolean(), cuts, (list, isBare, at) => {
				const text = isBare ? list : `{"Records": ${list}}`;
				expect(read(text, at)).toEqual(expected(JSON.parse(list)));
			}),
			{ numRuns: 2000 },
		);
	});

	it('finds in JSON lines exactly what JSON.parse of each line finds', () => {
		const lines = fc.array(aRecordText(NO_NEWLINE), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(lines, fc.constantFrom('\n', '\r\n'), cuts, (texts, newline, at) => {
				expect(read(texts.join(newline), at)).toEqual(
					expected(texts.map((text) => JSON.parse(text))),
				);
			}),
			{ numRuns: 1000 },
		);
	});

	it('finds in concatenated values exactly what JSON.parse of each finds', () => {
		const texts = fc.array(aRecordText(ANY_SPACE), { minLength: 2, maxLength: 5 });
		fc.assert(
			fc.property(texts, cuts, (values, at) => {
				expect(read(values.join(''), at)).toEqual(expected(values.map((text) => JSON.parse(text))));
			}),
			{ numRuns: 1000 },
		);
	});

	it('loses nothing of lines, lists and indented values in any order without saying it', () => {
		const writes = fc.constantFrom<(values: readonly unknown[]) => string>(
			(values) => values.map((value) => JSON.stringify(value)).join('\n'),
			(values) => JSON.stringify(values),
			(values) => JSON.stringify(values, null, 2),
			(values) => JSON.stringify({ Records: values }),
			(values) => JSON.stringify({ Events: values }, null, 1),
		);
		const broken = fc.constantFrom('oops', '{"a":oops}', '{"a":"cut', '', '  ');
		const rest = fc.array(fc.oneof(writes, broken), { maxLength: 8 });
		fc.assert(
			fc.property(writes, rest, cuts, (first, parts, at) => {
				const all = [first, ...parts];
				const values = (id: number) => [id, id + 0.5].map((eventID) => ({ ...SIGN_IN, eventID }));
				const text = all.map((part, id) => (typeof part === 'string' ? part : part(values(id))));
				const expected = all.flatMap((part, id) => (typeof part === 'string' ? [] : values(id)));
				const { found, refused } = readText(text.join('\n'), at);
				const records = found.map(({ record }) => record);
				const isDamaged = refused.some(({ code }) => code === 'file-damaged');
				expect(records).toEqual(isDamaged ? expected.slice(0, records.length) : expected);
			}),
			{ numRuns: 1000 },
		);
	});

	it('reports every lost sign-in and never takes an inner record for one, if a byte is damaged', () => {
		fc.assert(
			fc.property(listOf(aRecordText(ANY_SPACE)), aDamage, (list, damage) => {
				const damaged = damage(Buffer.from(`{"Records":${list}}`));
				// The scan does not look for a newline in the texts of records that it rules out.
				fc.pre(!isJson(damaged.toString().replaceAll('\n', ' ')));
				const { found, refused } = read(damaged);
				if (refused.length === 0) expect(found).toEqual(expected(JSON.parse(list)).found);
				expect(found.filter(({ record }) => isObject(record) && 'inner' in record)).toEqual([]);
			}),
			{ numRuns: 2000 },
		);
	});
});

/** One byte is lost, doubled, or becomes another one. */
const aDamage = fc
	.tuple(
		fc.nat(),
		fc.constantFrom('lost', 'doubled', 'other' as const),
		fc.constantFrom(...'{}[]":,\\ x\n'),
	)
	.map(([place, kind, char]) => (bytes: Buffer) => {
		const at = place % bytes.length;
		const middle =
			kind === 'lost'
				? Buffer.alloc(0)
				: kind === 'other'
					? Buffer.from(char)
					: bytes.subarray(at, at + 1);
		return Buffer.concat([
			bytes.subarray(0, at),
			middle,
			...(kind === 'doubled' ? [middle] : []),
			bytes.subarray(at + 1),
		]);
	});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

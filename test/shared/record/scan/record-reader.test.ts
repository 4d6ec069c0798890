import { describe, expect, it } from 'vitest';
import { refuse } from '../../../../shared/record/record.ts';
import { readText } from '../read-text.ts';

const signIn = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', eventID: '1' };
const other = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', eventID: '2' };
const [S, O] = [JSON.stringify(signIn), JSON.stringify(other)];
const envelope = JSON.stringify({ account: '111122223333', detail: signIn });
const fromEnvelope = { ...signIn, recipientAccountId: '111122223333' };
const lookupEvent = { EventId: '1', CloudTrailEvent: S };
const lookup = JSON.stringify(lookupEvent);

/** Gives the indexes of what was found, and of what was refused with its code. */
function summary(text: string | Uint8Array) {
	const { found, refused, records } = readText(text);
	return {
		found: found.map(({ index }) => index),
		refused: refused.map(({ index, code }) => [index, code]),
		records,
	};
}

describe('forms', () => {
	it.each([
		['a file of CloudTrail', `{"Records":[${O},${S},${O}]}`, 3, [1]],
		['an indented file', JSON.stringify({ Records: [other, signIn] }, null, 2), 2, [1]],
		['a list with one record on each line', `{"Records":[\n${O},\n${S}\n]}\n`, 2, [1]],
		[
			'a file with other members',
			`{"a":{"Records":[${S}]},"b":"[","Records":[${S}],"c":[${S}]}`,
			1,
			[0],
		],
		['a list whose key has an escape', `{"\\u0052ecords":[${O},${S}]}`, 2, [1]],
		[
			'several concatenated files',
			`{"Records":[${O},${S}]}{"Records":[]}\n{"Records":[${S}]}`,
			3,
			[1, 2],
		],
		['a list', `[${S},${O}]`, 2, [0]],
		['a single record', S, 1, [0]],
		['an indented record', JSON.stringify(signIn, null, '\t'), 1, [0]],
		['concatenated indented records', [signIn, other, signIn].map(indented).join('\n'), 3, [0, 2]],
		['concatenated records in one line', S + O + S, 3, [0, 2]],
		['lines', `${O}\n${S}\n${S}`, 3, [1, 2]],
		['lines with Windows line ends', `${O}\r\n${S}\r\n`, 2, [1]],
		['lines with empty ones between', `\n${S}\n\n  \n${S}\n`, 2, [1, 4]],
		['lines with the record under event', `{"file":"x","event":${O}}\n{"event":${S}}\n`, 2, [1]],
		['lines of lists', `${S}\n[${O},${S}]\n{"Records":[${S}]}\n`, 4, [0, 1, 2]],
		['a list of LookupEvents', `{"Events":[${lookup}],"NextToken":"x"}`, 1, [0]],
		['a list before lines', `[${S}]\n${O}\n${S}\n`, 3, [0, 2]],
		['several lists and a line', `[${S}]\n[${O},${S}]\n\n${S}`, 4, [0, 2, 3]],
		['an indented list before lines', `[\n  ${O},\n  ${S}\n]\n${S}\n`, 3, [1, 2]],
		[
			'lines before an indented file',
			`${S}\n${indented({ Records: [other, signIn] })}\n`,
			3,
			[0, 2],
		],
		['a line with several records', `${S}\n${O}${S}\n${S}\n`, 4, [0, 2, 3]],
		[
			'concatenated indented LookupEvents',
			indented({ Events: [lookupEvent] }).repeat(2),
			2,
			[0, 1],
		],
		['lines of LookupEvents', `${lookup}\n${lookup}\n`, 2, [0, 1]],
		['text after a byte order mark', `\uFEFF{"Records":[${S}]}`, 1, [0]],
		['nothing', '', 0, []],
		['blank lines', ' \r\n\n', 0, []],
		['an empty list', '{"Records":[]}', 0, []],
	])('reads %s', (_, text, records, found) => {
		expect(summary(text)).toEqual({ found, refused: [], records });
	});

	it.each([
		['alone', envelope],
		['indented', indented(JSON.parse(envelope))],
		['in a list', `[${envelope}]`],
	])('reads an EventBridge envelope %s', (_, text) => {
		expect(readText(text).found).toEqual([{ index: 0, record: fromEnvelope }]);
	});

	it('refuses an envelope of another account', () => {
		const forged = JSON.stringify({ account: '444455556666', detail: fromEnvelope });
		expect(summary(`${envelope}\n${forged}\n`)).toEqual({
			found: [0],
			refused: [[1, 'account-mismatch']],
			records: 1,
		});
	});

	it('counts an Insight event, but does not pass it on', () => {
		const insight =
			'{"eventType":"AwsCloudTrailInsight","insightDetails":{"eventSource":"sts.amazonaws.com"}}';
		expect(readText(`{"Records":[${insight},${S}]}`)).toMatchObject({
			found: [{ index: 1 }],
			refused: [],
			records: 1,
			others: { insight: 1 },
		});
	});

	it.each([
		['in one line', JSON.stringify],
		['indented', indented],
	])('counts a digest %s', (_, write) => {
		const text = write({
			awsAccountId: '1',
			digestStartTime: '2026-03-03T00:00:00Z',
			logFiles: [signIn],
		});
		expect(readText(text)).toEqual({ found: [], refused: [], records: 0, others: { digest: 1 } });
	});

	it('counts each line of another log of AWS', () => {
		const entry = '{"timestamp":1,"webaclId":"x","httpRequest":{"headers":[]}}';
		expect(readText(`${entry}\n${entry}\n${S}\n${entry}\n`)).toMatchObject({
			found: [{ index: 2 }],
			refused: [],
			others: { 'other-log': 3 },
		});
	});

	it('reads what follows a digest of any size', () => {
		const digest = `{"digestStartTime":"x","logFiles":["${'y'.repeat(9 << 20)}"]}`;
		for (const text of [`${digest}{"Records":[${S}]}`, `[{"digestStartTime":"x"},${S}]`]) {
			expect(readText(text)).toMatchObject({
				found: [{ index: 1 }],
				refused: [],
				others: { digest: 1 },
			});
		}
	});
});

describe('broken text', () => {
	it.each([
		['a scalar', '7', 'not-a-record'],
		['a text', '"sts.amazonaws.com"', 'not-a-record'],
		['null', 'null', 'not-a-record'],
		['an object that is not a record', '{"a":1}', 'not-a-record'],
		['a word', 'oops', 'not-json'],
		['an object with a word in it', '{"eventSource":oops}', 'not-json'],
		[
			'an object with one comma too many',
			'{"eventSource":"sts.amazonaws.com","eventName":"x",}',
			'not-json',
		],
		['an object that ends as a list', '{"a":1]', 'not-json'],
	])('affects only itself: %s', (_, broken, code) => {
		expect(summary(`{"Records":[${S},${broken},${O},${S}]}`)).toEqual({
			found: [0, 3],
			refused: [[1, code]],
			records: 3,
		});
		expect(summary(`${S}\n${broken}\n${O}\n${S}`)).toEqual({
			found: [0, 3],
			refused: [[1, code]],
			records: 3,
		});
	});

	it.each([
		['in a record', `{"Records":[${S},${S.slice(0, 30)}`],
		['behind a record', `{"Records":[${S}`],
		['behind a comma', `{"Records":[${S},`],
		['behind the list', `{"Records":[${S}]`],
		['in a list of its own', `[${S},${O.slice(0, 5)}`],
	])('that is cut %s is read up to the cut', (_, text) => {
		expect(summary(text)).toEqual({ found: [0], refused: [[1, 'file-damaged']], records: 1 });
	});

	it.each([
		['a text is not closed', `{"Records":[${S},{"a":"b},${S}]}`],
		['an object is not closed', `{"Records":[${S},{"a":{"b":1},${S}]}`],
		['an object is closed twice', `{"Records":[${S},{"a":{"b":1}},"eventSource":1},${S}]}`],
		['the list is closed twice', `{"Records":[${S}]]}`],
	])('is not read further if %s, because the rest cannot be trusted', (_, text) => {
		const { found, refused } = summary(text);
		expect(found).toEqual([0]);
		expect(refused).toContainEqual([1, 'file-damaged']);
	});

	it.each([
		['an object that is not JSON', '{"a":oops}'],
		['an object that is cut', '{"a":"b'],
		['a word', 'oops'],
	])('affects only itself between a list and lines: %s', (_, broken) => {
		expect(summary(`[${S}]\n${broken}\n${S}\n${broken}\n${O}\n`)).toEqual({
			found: [0, 2],
			refused: [
				[1, 'not-json'],
				[3, 'not-json'],
			],
			records: 3,
		});
	});

	it('is refused once if it follows a list and nothing shows where records go on', () => {
		const inside = `  "requestParameters": {\n    "x":\n${indented(signIn)}\n  }\n}\n`;
		expect(summary(`[${S}]\n${inside}`)).toEqual({
			found: [0],
			refused: [[1, 'file-damaged']],
			records: 1,
		});
	});

	it('is read further if only a comma is missing', () => {
		expect(summary(`[${S} ${S}]`)).toEqual({ found: [0, 1], refused: [], records: 2 });
	});

	it.each([
		['is cut', S.slice(0, 40)],
		['is not JSON at all', 'time,source,name'],
		['has one bracket too many', `${O}}`],
	])('is refused by its line, also the first one, if it %s', (_, first) => {
		expect(summary(`${first}\n${O}\n${S}\n${S.slice(0, -1)}\n`)).toEqual({
			found: [2],
			refused: [
				[0, 'not-json'],
				[3, 'not-json'],
			],
			records: 2,
		});
	});

	it('gives the same result wherever the text is split into pieces', () => {
		const text = `{"x":"${'y'.repeat(5000)}\n${O}\n\n${S}\n${O}}\n`;
		const whole = readText(text);
		expect(summary(text)).toMatchObject({
			found: [3],
			refused: [
				[0, 'not-json'],
				[4, 'not-json'],
			],
		});
		for (let cut = 4990; cut < text.length; cut++) expect(readText(text, [cut])).toEqual(whole);
	});

	it('is reported with its position, and not quoted', () => {
		const { refused } = readText(`{"secret":hush}\n{"secret":"hush" "more":1}\n`);
		expect(refused.map(({ detail }) => detail)).toEqual([
			'15 bytes are not JSON',
			'26 bytes are not JSON, from character 17 on',
		]);
	});

	it('is read if a record has bytes that are not UTF-8', () => {
		const bytes = Buffer.from(`{"Records":[${S.replace('"1"', '"\u00e9"')}]}`, 'latin1');
		expect(readText(bytes).found).toEqual([{ index: 0, record: { ...signIn, eventID: '\uFFFD' } }]);
	});

	it('is reported once if the text ends early, after what was read of it', () => {
		const damage = refuse('file-damaged', 'gzip: unexpected end of file');
		for (const text of [`{"Records":[${S},${O.slice(0, 9)}`, `${S}\n${O.slice(0, 9)}`, `${S}\n`]) {
			expect(readText(text, [], damage)).toMatchObject({
				found: [{ index: 0 }],
				refused: [{ index: 1, code: 'file-damaged', detail: 'gzip: unexpected end of file' }],
			});
		}
	});
});

describe('size', () => {
	const long = 'y'.repeat(9 << 20);

	it.each([
		['in a list', `{"Records":[${S},{"x":"${long}"},${S}]}`],
		['in lines', `${S}\n{"x":"${long}"}\n${S}\n`],
		['among concatenated values', `${S}${S.replace('"1"', `"${long}"`)}${S}`],
	])('refuses one record of more than 8 MB %s and reads what follows', (_, text) => {
		const { found, refused } = summary(text);
		expect(found).toEqual([0, 2]);
		expect(refused).toEqual([[1, 'record-too-large']]);
	});

	it('reads a record of 7 MB', () => {
		const large = S.replace('"1"', `"${'y'.repeat(7 << 20)}"`);
		expect(summary(`[${large},${S}]`).found).toEqual([0, 1]);
	});

	it('stops at a value that is larger than any record and is not a record', () => {
		expect(summary(`[${S},${'1'.repeat(9 << 20)},${S}]`)).toMatchObject({
			found: [0],
			refused: [[1, 'file-damaged']],
		});
	});
});

function indented(value: unknown): string {
	return JSON.stringify(value, null, 2);
}

it('reads a million values in one line in a time that grows only with the text', () => {
	const { found, refused } = readText(`${'{}'.repeat(1_000_000)}${S}`);
	expect(found).toHaveLength(1);
	expect(refused).toHaveLength(1_000_000);
});

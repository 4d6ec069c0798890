import { describe, expect, it } from 'vitest';
import { EVENT_SOURCES } from '../../../../shared/record/event-sources.ts';
import { createValueScanner } from '../../../../shared/record/scan/value-scanner.ts';

const { window, scan } = createValueScanner();

function scanText(text: string): number {
	return scan(0, window.write(text));
}

const S3 = '"eventSource":"s3.amazonaws.com"';
const NAME = '"eventName":"GetObject"';
/** Longer than one block. */
const GAP = ' '.repeat(70);
const fake = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };

describe('scan', () => {
	it.each([
		['in one line', `{${S3},${NAME}}`],
		[
			'indented',
			JSON.stringify({ eventName: 'GetObject', eventSource: 's3.amazonaws.com' }, null, '\t'),
		],
		[
			'with a sign-in inside',
			`{${S3},${NAME},"requestParameters":${JSON.stringify({ fake: [fake] })}}`,
		],
		['with a sign-in as text', `{${S3},${NAME},"x":${JSON.stringify(JSON.stringify(fake))}}`],
		[
			'with brackets and quotes in texts',
			`{${S3},${NAME},"x":"}]\\"\\\\","y":["{[",{"z":"\\\\"}]}`,
		],
		['with escaped letters deep inside', `{${S3},${NAME},"x":{${GAP}"z":"\\u0073"${GAP}}}`],
		[
			'as long as several blocks',
			`{"x":"${'y'.repeat(1000)}",${S3},"z":${'['.repeat(99)}${']'.repeat(99)},${NAME}}`,
		],
	])('rules out a record of another service %s', (_, text) => {
		expect(scanText(`${text},{`)).toBe(-text.length);
	});

	it.each(EVENT_SOURCES)('does not rule out a record of %s', (source) => {
		const text = JSON.stringify({ eventName: 'x', eventSource: source });
		expect(scanText(text)).toBe(text.length);
	});

	it.each([
		['whose source has an escape', `{"eventSource":"\\u0073ts.amazonaws.com",${NAME}}`],
		['one of whose keys has an escape', `{${S3},${NAME},"\\u0065ventSource":"sts.amazonaws.com"}`],
		['one of whose keys is not JSON', `{${S3},${NAME},"eventSour\\x63e":"sts.amazonaws.com"}`],
		['with a second source', `{${S3},${NAME}, "eventSource" : "sts.amazonaws.com"}`],
		['with a second source that is not a string', `{${S3},${NAME},"eventSource":{}}`],
		['that is a notification', `{"eventSource":"aws:s3",${NAME}}`],
		['without a source', `{${NAME},"x":{${S3}}}`],
		['without a name', `{${S3},"x":{${NAME}}}`],
		['whose name is not a string', `{${S3},"eventName":null}`],
		['whose source is not a JSON string', `{"eventSource":"s3.amazonaws.c\\m",${NAME}}`],
		['that ends with another bracket', `{${S3},${NAME}]`],
		['that contains the next record', `{${S3},${NAME},{${S3}}}`],
		['that is a list', `[{${S3},${NAME}}]`],
	])('leaves an object %s to the parser', (_, text) => {
		expect(scanText(text)).toBe(text.length);
	});

	it('finds the end for every length of the text before it', () => {
		for (let length = 0; length < 200; length++) {
			const text = `{${S3},"x":"${'\\\\'.repeat(length)}\\"","y":"${'y'.repeat(length)}",${NAME}}`;
			expect(scanText(`${text}}`)).toBe(-text.length);
		}
	});

	it('gives 0 for every object that is cut, whatever follows the cut', () => {
		const text = `{${S3},${NAME},"x":{"y":["}"]}}`;
		window.write(text);
		for (let length = 1; length < text.length; length++) expect(scan(0, length)).toBe(0);
	});
});

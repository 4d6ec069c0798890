import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardColumns, printable, visibleJson } from '../../cli/terminal.ts';

/** C0, DEL and C1 control characters; bidi and zero-width characters; line and paragraph ends. */
const UNSEEN = [
	...['\u0000', '\u001b', '\u007f', '\u0085', '\u009b', '\u00ad', '\u061c', '\u200b', '\u200d'],
	...['\u200e', '\u2028', '\u2029', '\u202e', '\u2066', '\ufeff', '\u{e0041}'],
];

describe('JSON for a terminal', () => {
	const text = fc.string({
		unit: fc.oneof(fc.constantFrom(...UNSEEN), fc.string({ maxLength: 1 })),
	});

	it('reads back as the same value and holds nothing that a terminal obeys', () => {
		fc.assert(
			fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (value) => {
				for (const indent of ['', '\t']) {
					const json = visibleJson(JSON.stringify(value, null, indent));
					expect(JSON.parse(json)).toEqual(value);
					expect(json.replaceAll(/\n\t*/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
				}
			}),
		);
	});

	it('leaves letters of every language, spaces and emoji as they are', () => {
		const value = { who: 'kim \u{ae40}\u{bbfc}\u{c9c0}', icon: '\u{1f7e0}', e: 'e\u0301' };
		expect(visibleJson(JSON.stringify(value))).toBe(JSON.stringify(value));
	});
});

it('prints a name without what a terminal would obey, and cuts it', () => {
	for (const character of UNSEEN) expect(printable(`a${character}b`)).toBe('ab');
	expect(printable('x'.repeat(100))).toHaveLength(80);
});

describe('the width of cards', () => {
	it.each([
		['is that of the terminal', { isTTY: true, columns: 90 }, {}, 90],
		['is not wider than a text that reads well', { isTTY: true, columns: 240 }, {}, 120],
		['is not narrower than a card can be', { isTTY: true, columns: 30 }, {}, 60],
		['is the usual one if a terminal has none', { isTTY: true, columns: 0 }, {}, 100],
		['is the same in every file', { isTTY: false, columns: 240 }, {}, 100],
		['is that of COLUMNS', { isTTY: false, columns: 240 }, { COLUMNS: '72' }, 72],
		['does not follow nonsense', { isTTY: true, columns: 90 }, { COLUMNS: 'wide' }, 90],
	])('%s', (_, stream, env, columns) => {
		expect(cardColumns(stream, env)).toBe(columns);
	});
});

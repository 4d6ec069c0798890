import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanValue, codeSpan } from '../../../../shared/notification/card/event-text.ts';

describe('a value from an event', () => {
	it.each([
		['stays as it is if it is harmless', 'minji.kim+ops@example.com', 'minji.kim+ops@example.com'],
		['keeps Hangul', '김민지', '김민지'],
		['keeps emoji', '🚀', '🚀'],
		['becomes one line', 'a\r\n\tb\u2028c\u0085d', 'a b c d'],
		['loses terminal control sequences', '\u001B[31mred\u0007', '[31mred'],
		['loses zero-width and bidi characters', 'ad\u200Bmin\u202E\u2066', 'admin'],
		['loses blank fillers', '\u3164\u115Fx', 'x'],
		['has no backticks', '`x`', "'x'"],
		['replaces half a surrogate pair', 'x\uD800', 'x\uFFFD'],
		['is a dash if it is empty', '', '–'],
		['is a dash if nothing of it is visible', ' \u200B\n', '–'],
		['is a dash if it is missing', null, '–'],
	])('%s', (_, value, expected) => {
		expect(cleanValue(value)).toBe(expected);
	});

	it('is cut to the length that a card can show', () => {
		expect(cleanValue('x'.repeat(121))).toBe(`${'x'.repeat(119)}…`);
		expect(cleanValue('x'.repeat(120))).toBe('x'.repeat(120));
		expect(cleanValue('x'.repeat(20), 5)).toBe('xxxx…');
	});

	it('is never cut within a character', () => {
		expect(cleanValue('🚀🚀🚀', 4)).toBe('🚀…');
	});

	it('is escaped once as inline code, and only as Slack wants it', () => {
		expect(codeSpan('<!channel> & "x" &lt;')).toBe('`&lt;!channel&gt; &amp; "x" &amp;lt;`');
	});

	it('is not longer because it is escaped', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('&', '<', 'x', '가', '🚀') }), (value) => {
				expect(codeSpan(value, 30).length).toBeLessThanOrEqual(32);
			}),
		);
	});
});

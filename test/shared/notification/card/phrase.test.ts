import { describe, expect, it } from 'vitest';
import {
	joined,
	own,
	phrase,
	toMrkdwn,
	toPlain,
} from '../../../../shared/notification/card/phrase.ts';

describe('phrase', () => {
	it('treats every string that is filled in as a value from an event', () => {
		expect(toMrkdwn(phrase`by ${'<!here>'} in ${null}`)).toBe('by `&lt;!here&gt;` in `–`');
		expect(toPlain(phrase`by ${'a\nb'}`)).toBe('by a b');
	});

	it('treats numbers and phrases as our own words', () => {
		expect(toMrkdwn(phrase`${3} × ${own('실패')} ${phrase`of ${'x'}`}`)).toBe('3 × 실패 of `x`');
	});

	it('shows more of a value if asked', () => {
		expect(toPlain(phrase`${{ raw: 'x'.repeat(200), max: 300 }}`)).toHaveLength(200);
	});
});

describe('a link', () => {
	it('cannot be ended by its own address', () => {
		const url = new URL('https://docs.example.com/a b?x=<!channel>|y`z&q=1#>');
		expect(toMrkdwn([{ label: 'docs', url }])).toBe(
			'<https://docs.example.com/a%20b?x=%3C!channel%3E%7Cy%60z&amp;q=1#%3E|docs>',
		);
	});

	it('shows its address in plain text', () => {
		expect(toPlain([{ label: 'docs', url: new URL('https://docs.example.com/a') }])).toBe(
			'docs: https://docs.example.com/a',
		);
	});
});

describe('joined', () => {
	it('puts the separator between phrases only', () => {
		expect(toPlain(joined([own('a'), phrase`${'b'}`, own('c')], ' · '))).toBe('a · b · c');
	});
});

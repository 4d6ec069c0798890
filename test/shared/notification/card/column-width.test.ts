import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	columnWidth,
	cutColumns,
	padColumns,
	wrapColumns,
} from '../../../../shared/notification/card/column-width.ts';

describe('columnWidth', () => {
	it.each([
		['Source IP', 9],
		['접근 IP', 7],
		['로그인 상태', 11],
		['로그인'.normalize('NFD'), 6],
		['漢字', 4],
		['🟠', 2],
		['⚠️', 2],
		['「', 2],
		['e\u0301', 1],
		['', 0],
	])('of %j is %d', (text, width) => {
		expect(columnWidth(text)).toBe(width);
	});
});

describe('padColumns', () => {
	it('pads every script to the same column and never cuts', () => {
		expect(['User', '유저정보', '로그인 상태'].map((text) => padColumns(text, 10))).toEqual([
			'User      ',
			'유저정보  ',
			'로그인 상태',
		]);
	});
});

describe('cutColumns', () => {
	it.each([
		['abcdef', 'abcd…'],
		['abcde', 'abcde'],
		['로그인', '로그…'],
		['\u{1D15E}'.repeat(9), '\u{1D15E}\u{1D15E}…'.normalize('NFC')],
	])('cuts %j to 5 columns', (text, cut) => {
		expect(cutColumns(text, 5)).toBe(cut);
		expect(columnWidth(cutColumns(text, 5))).toBeLessThanOrEqual(5);
	});
});

describe('wrapColumns', () => {
	const ARN = 'arn:aws:iam::111122223333:role/harbor-prod-nightly-export';
	const word = fc.oneof(
		fc.constantFrom('차단하지', 'a', '⚠️', '·', ARN, ''),
		fc.string({ unit: 'grapheme', maxLength: 90 }),
	);

	it('breaks at spaces, keeps every character, and is never wider than asked', () => {
		fc.assert(
			fc.property(fc.array(word), fc.integer({ min: 2, max: 120 }), (words, columns) => {
				const text = words.join(' ').normalize('NFC');
				const lines = wrapColumns(text, columns);
				for (const line of lines) expect(columnWidth(line)).toBeLessThanOrEqual(columns);
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			}),
		);
	});

	it('breaks a long word only if it does not fit into a line', () => {
		expect(wrapColumns(`역할은 ${ARN} 입니다`, 58)).toEqual(['역할은', ARN, '입니다']);
		expect(wrapColumns(`역할은 ${ARN}`, 40)).toEqual([
			'역할은',
			'arn:aws:iam::111122223333:role/harbor-pr',
			'od-nightly-export',
		]);
	});

	it('ends a line with a separator and never begins one with it', () => {
		expect(wrapColumns('서울 · 부산 · 대구 | 끝', 12)).toEqual(['서울 ·', '부산 ·', '대구 | 끝']);
	});

	it('leaves a text that fits, and one without a limit, as it is', () => {
		expect(wrapColumns('a  b ', 5)).toEqual(['a  b ']);
		expect(wrapColumns(ARN.repeat(9), Number.POSITIVE_INFINITY)).toEqual([ARN.repeat(9)]);
	});
});

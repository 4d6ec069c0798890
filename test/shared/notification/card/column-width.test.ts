import { describe, expect, it } from 'vitest';
import {
	columnWidth,
	cutColumns,
	padColumns,
} from '../../../../shared/notification/card/column-width.ts';

describe('columnWidth', () => {
	it.each([
		['Source IP', 9],
		['접근 IP', 7],
		['로그인 상태', 11],
		['로그인'.normalize('NFD'), 6],
		['漢字', 4],
		['🟠', 2],
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

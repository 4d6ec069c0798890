import { describe, expect, it } from 'vitest';
import { columnWidth, padColumns } from '../../../../shared/notification/card/column-width.ts';

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

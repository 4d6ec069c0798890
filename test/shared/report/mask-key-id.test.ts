import { describe, expect, it } from 'vitest';
import { maskKeyId } from '../../../shared/report/mask-key-id.ts';

describe('maskKeyId', () => {
	it.each([
		['AKIAEXAMPLEDEPLO7Q2M', 'AKIA…7Q2M'],
		['ASIAEXAMPLESESSI0001', 'ASIA…0001'],
		['ACCAEXAMPLEBEDRCKH4Q2', 'ACCA…H4Q2'],
	])('hides the middle of %s', (id, masked) => {
		expect(maskKeyId(id)).toBe(masked);
	});

	it.each(['access-key-1', 'password', 'certificate-2', 'user', '', 'AKIA…7Q2M', 'AKIA'])(
		'gives %j, which is no id, unchanged',
		(text) => {
			expect(maskKeyId(text)).toBe(text);
		},
	);
});

import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../../shared/notification/card/phrase.ts';
import { en } from '../../../../shared/notification/words/en.ts';
import { ko } from '../../../../shared/notification/words/ko.ts';

/** Every fixed text of a language with its path. */
function textsOf(value: unknown, path: string): [string, string][] {
	if (typeof value === 'string') return [[path, value]];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]) => textsOf(part, `${path}.${key}`));
}

const steps = [ko, en].flatMap(({ steps, title }) =>
	Object.entries(steps).map(([step, words]): [string, string] => [
		`${title}.steps.${step}`,
		toPlain(
			words({
				maskedKey: '7Q2M',
				workloadLine: 'workloads: []',
				endpointLine: "vpcEndpoints: ['vpce-0a1b2c3d4e5f60718']",
				networkLine: "networks: [{ name: '…', cidrs: ['192.0.2.77/32'] }]",
				exceptionLine: 'use: {}',
				done: ['iam:CreateUser'],
			}),
		),
	]),
);

const texts = [...textsOf(ko, 'ko'), ...textsOf(en, 'en'), ...steps];

describe('our own words', () => {
	it('contain no markup, do not begin or end with a space, and are never empty', () => {
		const wrong = texts.filter(
			([, text]) => text === '' || text.trim() !== text || /[<>&`*_~]|:\w+:/.test(text),
		);
		expect(wrong).toEqual([]);
		expect(texts.length).toBeGreaterThan(300);
	});

	it('are English in the English table', () => {
		expect(textsOf(en, 'en').filter(([, text]) => /\p{Script=Hangul}/u.test(text))).toEqual([]);
	});

	it('are polite sentences in Korean reasons and steps', () => {
		const sentences = [
			...textsOf(ko.reasons, 'reasons'),
			...steps.filter(([path]) => path.startsWith(ko.title)),
		];
		const impolite = sentences.filter(([, text]) => !/(니다|주세요)\.?|의심\)$/.test(text));
		expect(impolite).toEqual([]);
	});
});

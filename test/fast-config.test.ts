import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SLOW } from './fast.config.ts';
import { root } from './support/run-eyes.ts';

describe('the list of slow tests', () => {
	it.each(SLOW)('names files that are there: %s', (pattern) => {
		const alternatives = /\{(.*)\}/.exec(pattern)?.[1]?.split(',') ?? [''];
		const patterns = alternatives.map((name) => pattern.replace(/\{.*\}/, name));
		const empty = patterns.filter((one) => globSync(one, { cwd: root }).length === 0);
		expect(empty).toEqual([]);
	});
});

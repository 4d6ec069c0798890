import { describe, expect, it } from 'vitest';
import { doctor } from '../../../cli/doctor/doctor.ts';
import { hasWildcard, type ListedRule } from '../../../cli/doctor/wildcards.ts';
import { signInPattern } from '../../../infra/event-patterns.ts';
import { fitPattern } from '../../../infra/fit-pattern.ts';
import type { ConfigurationInput } from '../../../shared/configuration/configuration-schema.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { ORGANIZATION, SINGLE } from '../../support/synthesize.ts';

const wild = (name: string): ListedRule => ({ name, pattern: '{"a":[{"wildcard":"x*"}]}' });
const OTHERS = Array.from({ length: 30 }, (_, n) => wild(`theirs-${n}`));
const OURS = wild('eyes-credential-uses');

/** Runs the command where each bus has these rules. */
async function run(
	rules: Readonly<Record<string, readonly ListedRule[]>>,
	over: Partial<ConfigurationInput> = SINGLE,
	account = '111111111111',
) {
	const lines: string[] = [];
	const code = await doctor({
		configuration: aConfiguration(over),
		account,
		rulesOf: async (region, bus) => rules[`${region} ${bus}`] ?? [],
		tell: async (line) => {
			lines.push(line);
		},
	});
	return { code, lines: lines.slice(1), text: lines.join('\n') };
}

describe('eyes doctor', () => {
	it('says on each bus how many rules with wildcards are left', async () => {
		const { code, text } = await run({
			'us-east-1 default': [OURS, ...OTHERS.slice(0, 4)],
			'us-east-1 eyes-hub': [wild('generated')],
		});
		expect(code).toBe(0);
		expect(text.split('\n')).toEqual([
			expect.stringMatching(/^event pattern of credential uses: \d+ of 2048 characters$/),
			'us-east-1, bus default: 5 of 30 rules with wildcards, ours among them; 25 left',
			'ap-northeast-2, bus default: 0 of 30 rules with wildcards; ours is not there yet and fits',
			'us-east-1, bus eyes-hub: 1 of 30 rules with wildcards, ours among them; 29 left',
		]);
	});

	it('fails if ours does not fit in one Region, and names the rules that take the room', async () => {
		const { code, lines } = await run({ 'ap-northeast-2 default': OTHERS });
		expect(code).toBe(8);
		expect(lines[1]).toMatch(/ours does NOT fit.*: theirs-0, theirs-1, .*theirs-29$/);
	});

	it('does not fail if the bus is full and ours is among them', async () => {
		const { code } = await run({ 'us-east-1 default': [OURS, ...OTHERS.slice(1)] });
		expect(code).toBe(0);
	});

	it('asks for the bus of the hub only in the account that has it', async () => {
		expect((await run({}, ORGANIZATION)).text).toContain('bus eyes-hub');
		expect((await run({}, ORGANIZATION, '444455556666')).text).not.toContain('bus eyes-hub');
		expect((await run({}, { deployment: {} })).text).not.toContain('bus eyes-hub');
	});

	it('shows no control characters of names', async () => {
		const { text } = await run({
			'us-east-1 default': [...OTHERS.slice(1), wild('\u001b[31mred')],
		});
		expect(text).not.toContain('\u001b');
	});

	it('has nothing to count if no credential uses are judged', async () => {
		const over = { use: { keys: false, sessions: false } };
		expect(await run({ 'us-east-1 default': OTHERS }, over)).toMatchObject({ code: 0, lines: [] });
	});
});

describe('a rule with wildcards', () => {
	const pattern = (value: unknown) => ({ name: 'one', pattern: JSON.stringify(value) });

	it.each([
		['a wildcard', { detail: { a: [{ wildcard: 'x*' }] } }, true],
		['one that is excluded', { a: ['b', { 'anything-but': { wildcard: ['x*'] } }] }, true],
		['one in an alternative', { $or: [{ a: ['b'] }, { a: [{ wildcard: 'x*' }] }] }, true],
		['our pattern', fitPattern(aConfiguration()).pattern, true],
		['a field of that name', { detail: { wildcard: ['x*'] } }, false],
		['an alternative with such a field', { $or: [{ wildcard: ['x'] }, { a: ['b'] }] }, false],
		['another operator', { a: [{ prefix: 'x*' }, { 'anything-but': ['*'] }] }, false],
		['the pattern of sign-ins', signInPattern(), false],
	])('is told by its pattern: %s', (_, value, expected) => {
		expect(hasWildcard(pattern(value))).toBe(expected);
	});

	it('is none with a schedule', () => {
		expect(hasWildcard({ name: 'one', pattern: null })).toBe(false);
	});
});

import { describe, expect, it } from 'vitest';
import { addStatus } from '../../../cli/operate/options.ts';
import { status } from '../../../cli/operate/status.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import type { PolicyId } from '../../../shared/containment/containment.ts';
import { textHash } from '../../../shared/containment/ledger/ledger-policy.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { MANAGEMENT_ACCOUNT } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, eachWorld, type World } from './operate-world.ts';

const MANAGEMENT: PolicyId = `iam:${MANAGEMENT_ACCOUNT}`;
const MINUTE = 60_000;

function run({ deps }: World, ...args: string[]): Promise<number> {
	return status(parseOptions(addStatus, args), deps);
}

/** Publishes these one after the other, a minute apart; the last one is left interrupted. */
async function givenTexts({ deps: { ledger } }: World, policy: PolicyId, texts: readonly string[]) {
	for (const [n, after] of texts.entries()) {
		const at = REQUESTED_AT + n * MINUTE;
		const lease = await ledger.lease(policy, { holder: `run-${n}`, now: at, ms: 1 });
		if (lease === null) throw new Error('the policy is leased');
		await ledger.begin(lease, { before: texts[n - 1] ?? 'placeholder', after, at });
		if (n < texts.length - 1) await ledger.settle(lease, [], at);
	}
	const now = REQUESTED_AT + texts.length * MINUTE;
	const next = await ledger.lease(policy, { holder: 'next', now, ms: 1 });
	if (next === null) throw new Error('the policy is leased');
}

const short = (text: string) => textHash(text).slice(0, 12);

describe.each(eachWorld())('eyes status --texts, with the table %s', (_, makeWorld) => {
	it('lists what was published of each policy, newest first', async () => {
		const world = await makeWorld();
		await givenTexts(world, 'scp', ['one', 'two, longer']);
		expect(await run(world, '--texts')).toBe(0);
		expect(world.printed().split('\n')).toEqual([
			`${MANAGEMENT}: no text was published yet`,
			'scp, newest first:',
			`  2026-03-03 13:36:21 (KST)  generation 2, interrupted: ${short('two, longer')} (11 characters) in place of ${short('one')} (3 characters)`,
			`  2026-03-03 13:35:21 (KST)  generation 1, settled: ${short('one')} (3 characters) in place of ${short('placeholder')} (11 characters)`,
		]);
	});

	it('gives the same as JSON, with whole hashes', async () => {
		const world = await makeWorld();
		await givenTexts(world, 'scp', ['one', 'two, longer']);
		await run(world, '--texts', 'scp', '--format', 'json');
		expect(JSON.parse(world.printed())).toMatchObject([
			{
				policy: 'scp',
				older: 0,
				texts: [
					{ generation: 2, result: 'interrupted', after: textHash('two, longer'), size: 11 },
					{ generation: 1, result: 'settled', before: textHash('placeholder'), sizeBefore: 11 },
				],
			},
		]);
	});

	it.each([
		['latest', 'of the management account'],
		[textHash('two, longer'), 'two, longer'],
		[short('one'), 'one'],
		[short('placeholder'), 'placeholder'],
	])('prints one whole text as it was written: %s', async (which, text) => {
		const world = await makeWorld();
		await givenTexts(world, 'scp', ['one', 'two, longer']);
		await givenTexts(world, MANAGEMENT, ['1', '2', 'of the management account']);
		await run(world, '--texts', which);
		expect(world.printed()).toBe(text);
	});
});

describe('eyes status --texts', () => {
	it('lists twenty of each policy, and all of one', async () => {
		const world = aWorld();
		const texts = Array.from({ length: 23 }, (_, n) => `text ${n}`);
		await givenTexts(world, 'scp', texts);
		await run(world, '--texts');
		const printed = world.printed().split('\n');
		expect(printed.filter((line) => line.includes('generation'))).toHaveLength(20);
		expect(printed.at(-1)).toBe('  and 3 older: eyes status --texts scp');
		await run(world, '--texts', 'scp');
		expect(world.printed().split('\n')).toHaveLength(1 + texts.length);
	});

	it('lists a policy of another account where it is named', async () => {
		const world = aWorld();
		await givenTexts(world, 'iam:444455556666', ['one']);
		await run(world, '--texts', 'iam:444455556666');
		expect(world.printed()).toContain(short('one'));
	});

	it.each([
		['latest', /no text was published yet/],
		['abcdef', /no published text has a hash that begins with abcdef/],
		[textHash('lost'), /was not kept/],
	])('refuses %s where there is no such text', async (which, sentence) => {
		const failure = run(aWorld(), '--texts', which);
		await expect(failure).rejects.toThrow(UsageError);
		await expect(failure).rejects.toThrow(sentence);
	});

	it('refuses the start of two hashes', async () => {
		const world = aWorld();
		const publication = {
			generation: 1,
			at: REQUESTED_AT,
			holder: 'x',
			result: 'settled' as const,
		};
		const publications = async () => [{ ...publication, before: 'abcdef01', after: 'abcdef02' }];
		const deps = { ...world.deps, ledger: { ...world.deps.ledger, publications } };
		await expect(run({ ...world, deps }, '--texts', 'abcdef')).rejects.toThrow(
			/several texts begin with abcdef: abcdef02, abcdef01/,
		);
	});

	it.each([
		['a name', ['--texts', 'minji'], /Write a policy \(scp, iam:ACCOUNT\), latest, or six/],
		['a short hash', ['--texts', 'abcde'], /six or more characters of a hash/],
		['an id beside it', ['4f1c9a02be', '--texts'], /without the id of a case/],
	])('refuses %s on the command line', (_, args, sentence) => {
		expect(() => parseOptions(addStatus, args)).toThrow(sentence);
	});
});

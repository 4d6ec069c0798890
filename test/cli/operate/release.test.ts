import { describe, expect, it } from 'vitest';
import { addRelease } from '../../../cli/operate/options.ts';
import { release } from '../../../cli/operate/release.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { givenCase, publish, SORA } from '../../support/decision-world.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, type World } from './operate-world.ts';

const REASON = 'she called, it was her';

function run({ deps }: World, id: string, reason = REASON): Promise<number> {
	return release(parseOptions(addRelease, [id, '--reason', reason]), deps);
}

describe('eyes release', () => {
	it('says who and what before it acts, and what happens next', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'requested');
		await run(world, stored.case.id);
		const printed = world.printed();
		const places = [
			'to be released: minji.kim',
			`decided by ${SORA.arn}`,
			'CloudTrail',
			'The text of scp',
		];
		const at = places.map((place) => printed.indexOf(place));
		expect(at).toEqual(at.toSorted((one, other) => one - other));
		expect(at).not.toContain(-1);
		expect(printed).toContain(`npm run eyes -- status ${stored.case.id}`);
	});

	it('ends with 0 and says so when nothing is left to release', async () => {
		const world = aWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);
		expect(await run(world, stored.case.id)).toBe(0);
		world.printed();
		expect(await run(world, stored.case.id)).toBe(0);
		expect(world.printed()).toContain(
			'Nothing was left to release: all of its containments have ended or are ending',
		);
		await run(world, containments[0]?.id ?? '');
		expect(world.printed()).toContain(
			'Nothing was left to release: it is ended, but the text may still deny',
		);
	});

	it('says so where nobody is contained because of a case', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		expect(await run(world, stored.case.id)).toBe(0);
		expect(world.printed()).toContain('nobody is contained because of this case');
	});

	it('knows no other id', async () => {
		await expect(run(aWorld(), '0123456789')).rejects.toThrow(
			/no case and no containment .* has the id 0123456789/,
		);
	});

	it.each([
		['no id', [], /missing required argument 'id'/],
		['no reason', ['0123456789'], /--reason "…" is missing/],
		['an empty reason', ['0123456789', '--reason', ' '], /--reason "…" is missing/],
		['the placeholder of the card', ['0123456789', '--reason', '…'], /--reason "…" is missing/],
		['an option for a reason', ['0123456789', '--reason', '--table'], /--reason "…" is missing/],
		[
			'a reason without quotes',
			['0123456789', '--reason', 'she', 'called'],
			/Expected 1 argument but got 2: 0123456789, called/,
		],
		['a name', ['minji.kim', '--reason', REASON], /'minji.kim' is invalid .*hexadecimal id/],
		['an unknown option', ['0123456789', '--force'], /--force/],
		['half of a table', ['0123456789', '--reason', REASON, '--table', 'eyes'], /all three or none/],
	])('refuses %s', (_, args, sentence) => {
		expect(() => parseOptions(addRelease, args)).toThrow(sentence);
	});
});

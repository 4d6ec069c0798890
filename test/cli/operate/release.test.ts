import { describe, expect, it } from 'vitest';
import { addRelease } from '../../../cli/operate/options.ts';
import { release } from '../../../cli/operate/release.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { parseOptions } from '../../support/parse-options.ts';
import { aWorld, eachWorld, givenCase, publish, SORA, type World } from './operate-world.ts';

const REASON = 'she called, it was her';

function run({ deps }: World, id: string, reason = REASON): Promise<number> {
	return release(parseOptions(addRelease, [id, '--reason', reason]), deps);
}

describe.each(eachWorld())('eyes release, with the table %s', (_, makeWorld) => {
	it('ends the containments of a case, answers it, and tells publisher and sender', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);

		expect(await run(world, stored.case.id)).toBe(0);

		const [id = ''] = containments.map((one) => one.id);
		const released = await world.deps.ledger.find(id);
		expect(released?.ending).toMatchObject({ by: { kind: 'person', arn: SORA.arn }, why: REASON });
		const answered = await world.deps.cases.find(stored.case.id);
		expect(answered?.answer).toEqual({ by: SORA.arn, at: world.deps.now() });
		expect(world.sent.contain).toEqual([`scp ${id} ${released?.steps}`]);
		expect(world.sent.notify.at(-1)).toBe(`case ${stored.case.id} revision ${answered?.revision}`);
		expect((await world.deps.ledger.history(id)).at(-1)).toMatchObject({
			kind: 'ending',
			by: { kind: 'person', arn: SORA.arn },
			why: REASON,
		});
	});

	it('changes nothing when it is run again, and says so', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);
		await run(world, stored.case.id);
		const first = await world.deps.ledger.find(containments[0]?.id ?? '');
		world.wait(1);
		world.printed();

		expect(await run(world, stored.case.id, 'another reason')).toBe(0);

		expect(await world.deps.ledger.find(containments[0]?.id ?? '')).toEqual(first);
		expect(world.printed()).toContain(
			'Nothing was left to release: all of its containments have ended or are ending',
		);
		// The same hint once more: the first may have been lost.
		expect(new Set(world.sent.contain).size).toBe(1);
	});
});

describe('eyes release', () => {
	it('takes a containment, and leaves the case unanswered', async () => {
		const world = aWorld();
		const { stored, containments } = await givenCase(world, 'asked');
		await run(world, containments[0]?.id ?? '');
		expect(await world.deps.ledger.find(containments[0]?.id ?? '')).toMatchObject({
			state: 'ended',
		});
		expect((await world.deps.cases.find(stored.case.id))?.answer).toBeNull();
		expect(world.sent.contain).toEqual([]);
		expect(world.sent.notify).toHaveLength(1);
	});

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

	it('answers a case of which nobody is contained', async () => {
		const world = aWorld();
		const { stored } = await givenCase(world, 'planned');
		await run(world, stored.case.id);
		expect(world.printed()).toContain('nobody is contained because of this case');
		expect((await world.deps.cases.find(stored.case.id))?.answer?.by).toBe(SORA.arn);
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

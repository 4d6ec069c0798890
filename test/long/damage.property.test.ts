import { PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';
import { sha256 } from '../../shared/runtime/sha256.ts';
import {
	goOn,
	type Item,
	type Story,
	signInOf,
	tellStory,
	whatIsWrong,
} from '../support/damage-story.ts';
import { withDynamo } from '../support/each-ledger.ts';
import { examples } from '../support/examples.ts';
import { memoryTable } from '../support/memory-table.ts';

/** Values that a field cannot have, or has in another place. */
const NONSENSE: readonly unknown[] = [
	...['x', '', 0, -1, 1.5, 9e15, 1e30, -1e30, true, null, [], {}, ['{'], [7], { a: 1 }],
	...[new Set(['x']), new Set([1]), 'CONTAINMENT#x'],
];

const someDamage = fc.record({
	item: fc.nat(),
	field: fc.nat(),
	/** Undefined: the field is gone. */
	value: fc.option(fc.constantFrom(...NONSENSE), { nil: undefined }),
	isWhole: fc.constantFrom(true, false, false, false, false, false),
});
type Damage = typeof someDamage extends fc.Arbitrary<infer T> ? T : never;

/** The item with one field gone or replaced; or nothing but its key. */
function damaged({ pk, sk, ...fields }: Item, { field, value, isWhole }: Damage): Item {
	const names = Object.keys(fields).toSorted();
	const name = names[field % names.length] ?? 'none';
	const { [name]: _, ...others } = fields;
	if (isWhole) return { pk, sk };
	return { pk, sk, ...others, ...(value === undefined ? {} : { [name]: value }) };
}

/** The circuit breaker's own item is the exception; it has a test of its own. */
const isBreaker = ({ pk }: Item) => pk === 'BREAKER';

/** Whether an item is about somebody: it has the id of their case or of their containment. */
function aboutOf({ about }: Story, { pk, sk }: Item): (name: string) => boolean {
	const key = `${pk} ${sk}`;
	const isPart = (part: string) => key.includes(part) || key.includes(sha256(part));
	return (name) => [...about].some(([of, parts]) => of === name && parts.some(isPart));
}

/** Writes the items. False if the table does not take the damaged one. */
async function write(table: Table, items: readonly Item[]): Promise<boolean> {
	try {
		for (const Item of items)
			await table.client.send(new PutCommand({ TableName: table.name, Item }));
		return true;
	} catch (error) {
		if (error instanceof Error && error.name === 'ValidationException') return false;
		throw error;
	}
}

/** Milliseconds. The properties say themselves how much they do. */
const SLOW = 3_600_000;

describe.each(['memory', 'table'] as const)(
	'any one item of the table, with runs on the %s',
	{ timeout: SLOW },
	(on) => {
		const dynamo = withDynamo();
		let story: Story;
		beforeAll(async () => {
			story = await tellStory(memoryTable());
		});
		const makeTable = async () => (on === 'memory' ? memoryTable() : dynamo().makeTable());

		it('damaged in any way, stops nobody else: alerts, denials, releases and ends go on', async () => {
			const items = story.items.filter((item) => !isBreaker(item));
			await fc.assert(
				fc.asyncProperty(someDamage, async (damage) => {
					const chosen = items[damage.item % items.length] ?? {};
					const bad = damaged(chosen, damage);
					const table = await makeTable();
					if (!(await write(table, [bad, ...story.items.filter((item) => item !== chosen)])))
						return;
					const isAbout = aboutOf(story, chosen);
					const went = await goOn(table, story, isAbout);
					const wrong = await whatIsWrong(went, story, isAbout);
					expect({ bad: wrong.length > 0 ? bad : null, wrong }).toEqual({ bad: null, wrong: [] });
				}),
				examples(on),
			);
		});

		it('undamaged, everything goes on, and nothing is told to be damaged', async () => {
			const table = await makeTable();
			await write(table, story.items);
			const isAbout = () => false;
			const went = await goOn(table, story, isAbout);
			expect(await whatIsWrong(went, story, isAbout)).toEqual([]);
			expect(went.told).toEqual([]);
		});
	},
);

describe("the circuit breaker's own item", { timeout: SLOW }, () => {
	it('damaged in any way, makes rules hold; all else goes on until a human resumes', async () => {
		const story = await tellStory(memoryTable());
		const opening = story.items.find(isBreaker) ?? {};
		await fc.assert(
			fc.asyncProperty(someDamage, async (damage) => {
				const bad = damaged(opening, damage);
				// That it was not resumed is no damage.
				if (bad.resumed === null) return;
				const table = memoryTable(story.items.map((item) => (item === opening ? bad : item)));
				const nobody = () => false;
				const went = await goOn(table, story, nobody);
				const { cloud } = went;
				const wrong = await whatIsWrong(went, story, nobody);
				// A change of a field that says nothing about its state leaves the breaker closed.
				if (wrong.length === 0) return;
				expect(wrong.toSorted()).toEqual([
					...['no card says that nora is blocked', 'nora is held'],
					'nora is not denied by the text',
				]);
				expect(went.told).toContain('BREAKER / OPENING#00000001');
				expect([...cloud.cards.values()].join()).toContain('resume');
				await cloud.resume();
				expect(await cloud.ledger.breaker()).toMatchObject({ number: 1, resumed: {} });
				await cloud.arrive(signInOf('nils', 17));
				await cloud.settle();
				expect(cloud.scpText()).toContain(':nils');
			}),
			{ ...examples('table'), numRuns: 50 },
		);
	});
});

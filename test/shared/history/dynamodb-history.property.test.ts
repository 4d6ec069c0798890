import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamodbHistory } from '../../../shared/history/dynamodb-history.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { factsOf, follow, followAll, inOrder, recallAll } from '../../support/follow-history.ts';
import { STORIES } from '../../support/history-story.ts';

/** A run makes about 300 calls. */
const RUNS = 4;

/** Gives each record of a story twice, in any order. */
function arrivals(length: number): fc.Arbitrary<number[]> {
	const twice = Array.from({ length: 2 * length }, (_, n) => n % length);
	return fc.shuffledSubarray(twice, { minLength: twice.length });
}

describe.each(STORIES)('a history in DynamoDB with the records of %s', (_, records) => {
	const dynamo = withDynamo();
	const all = factsOf(records);

	it('knows the same for any order in which the records are remembered', async () => {
		const { known, remembered } = await inOrder(all);
		const property = fc.asyncProperty(arrivals(all.length), async (order) => {
			const history = dynamodbHistory(await dynamo().makeTable());
			for (const n of order) {
				const [facts, outcome] = [all[n], remembered[n]];
				if (facts !== undefined && outcome !== undefined) await history.remember(facts, outcome);
			}
			expect(await recallAll(history, all)).toEqual(known);
		});
		await fc.assert(property, { numRuns: RUNS });
	});

	it('answers a repeated record as before, and corrects what was judged too early when it is judged again', async () => {
		const { known } = await inOrder(all);
		const property = fc.asyncProperty(arrivals(all.length), async (order) => {
			const history = dynamodbHistory(await dynamo().makeTable());
			for (const facts of order.flatMap((n) => all[n] ?? [])) {
				const first = await follow(history, facts);
				expect(await recallAll(history, [facts])).toEqual([first.known]);
			}
			await followAll(history, all);
			expect(await recallAll(history, all)).toEqual(known);
		});
		await fc.assert(property, { numRuns: RUNS });
	});

	it('knows the same after records that came at the same moment were judged again', async () => {
		const { known } = await inOrder(all);
		const history = dynamodbHistory(await dynamo().makeTable());
		await Promise.all(all.map((facts) => follow(history, facts)));
		await followAll(history, all);
		expect(await recallAll(history, all)).toEqual(known);
	});
});

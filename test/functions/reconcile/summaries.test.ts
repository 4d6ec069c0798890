import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { summaryNoticeId } from '../../../shared/outbox/notices.ts';
import { readSummaryText } from '../../../shared/summary/summary-text.ts';
import { anOdd, aWorkload, DAY, entryOf, HOUR, MINUTE, NOON } from '../../support/a-summary.ts';
import { type ReconcileWorld, reconcileWorld } from '../../support/reconcile-world.ts';

/** Nine o'clock of the next day in Seoul, and the two minutes in which the last writes land. */
const CLOSED = NOON + 21 * HOUR + 2 * MINUTE;
const ID = summaryNoticeId(DAY);

async function givenDay(): Promise<ReconcileWorld> {
	const world = reconcileWorld();
	for (const judged of [aWorkload('ci-deploy'), aWorkload('ci-deploy'), anOdd('CreateToken')])
		await world.summaries.add(entryOf(judged));
	return world;
}

describe('the daily summary', () => {
	it('becomes one notice when its day is closed', async () => {
		const world = await givenDay();
		await reconcile(CLOSED - 1, world.deps);
		expect(await world.notices.due(9)).toEqual([]);
		await reconcile(CLOSED, world.deps);
		expect(world.notify).toEqual([`notice ${ID}`]);
		const [notice, ...others] = await world.notices.due(9);
		expect(others).toEqual([]);
		expect(notice).toMatchObject({ id: ID, kind: 'daily-summary', at: CLOSED });
		expect(readSummaryText(notice?.facts.summary ?? '')).toEqual(await world.summaries.read(DAY));
		await reconcile(CLOSED + 5 * MINUTE, world.deps);
		expect(await world.notices.due(9)).toHaveLength(1);
	});

	it('of days that were missed are told too, each by itself', async () => {
		const world = await givenDay();
		await world.summaries.add(entryOf(anOdd('X', { signIn: { time: NOON + 24 * HOUR } })));
		await world.summaries.add(entryOf(anOdd('X', { signIn: { time: NOON + 96 * HOUR } })));
		await reconcile(NOON + 96 * HOUR, world.deps);
		expect((await world.notices.due(9)).map(({ id }) => id).toSorted()).toEqual([
			...[ID, summaryNoticeId('2026-06-03')],
		]);
	});

	it('is not told if there is nothing to tell', async () => {
		const world = reconcileWorld();
		const deps = {
			...world.deps,
			summaries: { ...world.deps.summaries, waiting: async () => [DAY] },
		};
		await reconcile(CLOSED, deps);
		expect(await world.notices.due(9)).toEqual([]);
	});

	it('is one notice if the function is killed at any call', async () => {
		for (let call = 1; ; call++) {
			for (const when of ['before', 'after'] as const) {
				const world = await givenDay();
				world.calls.killAt(call, when);
				await reconcile(CLOSED, world.deps).catch(() => {});
				const isKilled = world.calls.isKilled();
				world.calls.restart();
				await reconcile(CLOSED + 5 * MINUTE, world.deps);
				expect((await world.notices.due(9)).map(({ id }) => id)).toEqual([ID]);
				expect(await world.summaries.waiting()).toEqual([]);
				if (!isKilled) return;
			}
		}
	});
});

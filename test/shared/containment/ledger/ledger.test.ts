import { describe, expect, it } from 'vitest';
import {
	aDecision,
	aWishing,
	MANAGEMENT,
	RESPONDER,
	RULE,
	TWO_TARGETS,
	WISHED_AT,
	WISHED_UNTIL,
} from '../../../support/a-submitted-request.ts';
import { eachLedger } from '../../../support/each-ledger.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';

const HOUR = 3_600_000;

/** Publishes both targets once. */
async function publish(ledger: Ledgers, now = WISHED_AT + 1_000): Promise<void> {
	const world = { ledger, texts: new Map() };
	for (const target of ['organization', MANAGEMENT] as const) {
		await publishDemand(world, { target, holder: `run-${now}`, now });
	}
}

const idsOf = (demands: readonly { id: string }[]) => demands.map(({ id }) => id);

describe.each(eachLedger())('the ledger %s', (_, makeLedger) => {
	describe('a wish', () => {
		it('says whom, why, who wished it and until when', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing({ wish: { targets: TWO_TARGETS } }));
			expect(await ledger.find(id)).toEqual({
				id,
				person: 'user:111122223333/bora',
				selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:bora' },
				reach: 'outside',
				reason: 'external-sign-in',
				note: null,
				caseId: '3fa9c1d07e',
				by: RULE,
				wishedAt: WISHED_AT,
				until: WISHED_UNTIL,
				state: 'wished',
				targets: TWO_TARGETS.map((target) => {
					return { ...target, state: 'wished', since: WISHED_AT, trouble: null, generation: 0 };
				}),
				ending: null,
				steps: 1,
			});
		});

		it('made twice is one containment with one step', async () => {
			const ledger = await makeLedger();
			const first = await ledger.wish(aWishing());
			expect(await ledger.wish(aWishing())).toEqual(first);
			expect(await ledger.history(first.id)).toHaveLength(1);
			expect(idsOf(await ledger.open())).toEqual([first.id]);
		});

		it.each([
			[
				'principal',
				{ wish: { selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:sora' } } } as const,
			],
			['reach', { wish: { reach: 'everything' } } as const],
			['set of targets', { wish: { targets: TWO_TARGETS } }],
			['occasion', { occasion: 'another' }],
		])('about another %s is another containment', async (__, over) => {
			const ledger = await makeLedger();
			const [one, other] = [await ledger.wish(aWishing()), await ledger.wish(aWishing(over))];
			expect(other.id).not.toBe(one.id);
		});

		it('with its targets in another order is the same', async () => {
			const ledger = await makeLedger();
			const one = await ledger.wish(aWishing({ wish: { targets: TWO_TARGETS } }));
			const other = await ledger.wish(aWishing({ wish: { targets: TWO_TARGETS.toReversed() } }));
			expect(other).toEqual(one);
		});

		it('without a target is refused', async () => {
			const ledger = await makeLedger();
			await expect(ledger.wish(aWishing({ wish: { targets: [] } }))).rejects.toThrow('names no target');
		});

		it.each(['held', 'asked'] as const)(
			'that is %s stands in no text until a human lets it',
			async (state) => {
				const ledger = await makeLedger();
				const { id } = await ledger.wish(aWishing({ state }));
				expect(await ledger.activeFor('organization')).toEqual({ active: [], lifting: [], damaged: [] });
				expect(await ledger.approve(id, aDecision())).toMatchObject({ state: 'wished' });
				expect(idsOf((await ledger.activeFor('organization')).active)).toEqual([id]);
				expect((await ledger.history(id)).map(({ kind, by }) => [kind, by])).toEqual([
					['wished', RULE],
					['approved', RESPONDER],
				]);
			},
		);

		it('takes nothing back: held after wished changes nothing, wished after held raises it', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing({ state: 'held' }));
			expect(await ledger.wish(aWishing())).toMatchObject({ id, state: 'wished', steps: 2 });
			expect(await ledger.wish(aWishing({ state: 'held' }))).toMatchObject({ state: 'wished', steps: 2 });
		});
	});

	describe('the end', () => {
		it('moves later with every new attempt, never earlier', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			const extendTo = (until: number) => ledger.extend(id, { until, by: RULE, at: WISHED_AT + 5 });
			expect(await extendTo(WISHED_UNTIL + HOUR)).toMatchObject({ until: WISHED_UNTIL + HOUR, steps: 2 });
			expect(await extendTo(WISHED_UNTIL)).toMatchObject({ until: WISHED_UNTIL + HOUR, steps: 2 });
			const again = aWishing({ wish: { until: WISHED_UNTIL + 2 * HOUR } });
			expect(await ledger.wish(again)).toMatchObject({ until: WISHED_UNTIL + 2 * HOUR, steps: 3 });
			const { active } = await ledger.activeFor('organization');
			expect(active).toMatchObject([{ until: WISHED_UNTIL + 2 * HOUR, wishedAt: WISHED_AT }]);
		});

		it('by the clock comes at its time, and the text must follow before it is said to have ended', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			await publish(ledger);
			expect(await ledger.expireDue(WISHED_UNTIL - 1)).toEqual([]);
			expect(await ledger.expireDue(WISHED_UNTIL)).toMatchObject([{ id, state: 'effective' }]);
			expect(await ledger.activeFor('organization')).toMatchObject({ active: [], lifting: [{ id }] });
			await publish(ledger, WISHED_UNTIL + 1_000);
			expect(await ledger.find(id)).toMatchObject({ state: 'ended', ending: { by: { kind: 'clock' } } });
			expect(await ledger.activeFor('organization')).toEqual({ active: [], lifting: [], damaged: [] });
			expect(await ledger.open()).toEqual([]);
		});

		it('is told again to every sweep until the text has followed', async () => {
			const ledger = await makeLedger();
			await ledger.wish(aWishing());
			const first = await ledger.expireDue(WISHED_UNTIL);
			expect(await ledger.expireDue(WISHED_UNTIL + 300_000)).toEqual(first);
			await publish(ledger, WISHED_UNTIL + 1_000);
			expect(await ledger.expireDue(WISHED_UNTIL + 600_000)).toEqual([]);
		});

		it('by a human keeps his name and reason, and the first human is the one', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			await publish(ledger);
			const released = await ledger.release(id, aDecision(10, 'it was me'));
			expect(released).toMatchObject({ ending: { by: RESPONDER, why: 'it was me' }, state: 'effective' });
			expect(await ledger.release(id, aDecision(11, 'me too'))).toEqual(released);
			await publish(ledger, WISHED_AT + 660_000);
			expect(await ledger.find(id)).toMatchObject({ state: 'ended' });
		});

		it('of what is in no text comes at once', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing({ state: 'asked' }));
			expect(await ledger.release(id, aDecision())).toMatchObject({ state: 'ended' });
			expect(await ledger.open()).toEqual([]);
		});

		it('by a human stands against later attempts of the same case', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			await ledger.release(id, aDecision());
			const later = aWishing({ wish: { until: WISHED_UNTIL + HOUR } });
			expect(await ledger.wish(later)).toMatchObject({ id, until: WISHED_UNTIL, steps: 2 });
			await ledger.extend(id, { until: WISHED_UNTIL + HOUR, by: RULE, at: WISHED_AT });
			expect((await ledger.activeFor('organization')).active).toEqual([]);
		});

		it.each(['before', 'after'])(
			'by the clock gives way to an attempt seen %s the text followed',
			async (when) => {
				const ledger = await makeLedger();
				const { id } = await ledger.wish(aWishing());
				await publish(ledger);
				await ledger.expireDue(WISHED_UNTIL);
				if (when === 'after') await publish(ledger, WISHED_UNTIL + 1_000);
				await ledger.wish(aWishing({ wish: { until: WISHED_UNTIL + HOUR }, at: WISHED_AT + HOUR }));
				expect(idsOf((await ledger.activeFor('organization')).active)).toEqual([id]);
				await publish(ledger, WISHED_UNTIL + 2_000);
				expect(await ledger.find(id)).toMatchObject({ state: 'effective', ending: null });
			},
		);

		it('by the clock gives way even where nobody had published it yet', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			await ledger.expireDue(WISHED_UNTIL);
			await ledger.wish(aWishing({ wish: { until: WISHED_UNTIL + HOUR } }));
			expect(idsOf((await ledger.activeFor('organization')).active)).toEqual([id]);
		});

		it('by the clock, of what nobody approved, gives way to a question only', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing({ state: 'asked' }));
			await ledger.expireDue(WISHED_UNTIL);
			const again = aWishing({ state: 'asked', wish: { until: WISHED_UNTIL + HOUR }, at: WISHED_UNTIL });
			expect(await ledger.wish(again)).toMatchObject({ id, state: 'asked', ending: null });
			expect(await ledger.approve(id, aDecision())).toMatchObject({ state: 'asked' });
		});

		it('by the clock, of what still stands in a text, gives way to no mere question', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.wish(aWishing());
			await publish(ledger);
			await ledger.expireDue(WISHED_UNTIL);
			const question = aWishing({ state: 'asked', wish: { until: WISHED_UNTIL + HOUR }, at: WISHED_UNTIL });
			expect(await ledger.wish(question)).toMatchObject({ state: 'effective', until: WISHED_UNTIL });
			await publish(ledger, WISHED_UNTIL + 1_000);
			expect(await ledger.wish(question)).toMatchObject({ id, state: 'asked', until: WISHED_UNTIL + HOUR });
		});

		it('of one containment leaves another of the same principal alone', async () => {
			const ledger = await makeLedger();
			const one = await ledger.wish(aWishing({ occasion: 'one' }));
			const other = await ledger.wish(aWishing({ occasion: 'other' }));
			await publish(ledger);
			const before = [await ledger.find(other.id), await ledger.history(other.id)];
			await ledger.release(one.id, aDecision());
			await publish(ledger, WISHED_AT + 660_000);
			expect(await ledger.find(one.id)).toMatchObject({ state: 'ended' });
			expect([await ledger.find(other.id), await ledger.history(other.id)]).toEqual(before);
			expect(idsOf((await ledger.activeFor('organization')).active)).toEqual([other.id]);
		});
	});

	it('lists what is open, soonest end first', async () => {
		const ledger = await makeLedger();
		const late = await ledger.wish(aWishing({ occasion: 'late', wish: { until: WISHED_UNTIL + HOUR } }));
		const soon = await ledger.wish(aWishing({ occasion: 'soon', state: 'held' }));
		expect(idsOf(await ledger.open())).toEqual([soon.id, late.id]);
	});

	it('knows nothing of an id that it does not have', async () => {
		const ledger = await makeLedger();
		expect([
			await ledger.find('none'),
			await ledger.release('none', aDecision()),
			await ledger.approve('none', aDecision()),
			await ledger.extend('none', { until: WISHED_UNTIL, by: RULE, at: WISHED_AT }),
			await ledger.history('none'),
		]).toEqual([null, null, null, null, []]);
	});
});

import { describe, expect, it } from 'vitest';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	REQUESTED_UNTIL,
	RESPONDER,
	RULE,
	TWO_POLICIES,
} from '../../../support/a-submitted-request.ts';
import { eachLedger } from '../../../support/each-ledger.ts';
import { expireDue } from '../../../support/expire-due.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand } from '../../../support/publish-demand.ts';

const HOUR = 3_600_000;

/** Publishes both policies once. */
async function publish(ledger: Ledgers, now = REQUESTED_AT + 1_000): Promise<void> {
	const world = { ledger, texts: new Map() };
	for (const policy of ['scp', MANAGEMENT] as const) {
		await publishDemand(world, { policy, holder: `run-${now}`, now });
	}
}

const idsOf = (demands: readonly { id: string }[]) => demands.map(({ id }) => id);

describe.each(eachLedger())('the ledger %s', (_, makeLedger) => {
	describe('a request', () => {
		it('records who is denied, why, who requested it and until when', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(
				aSubmittedRequest({ request: { policies: TWO_POLICIES } }),
			);
			expect(await ledger.find(id)).toEqual({
				id,
				person: 'user:111122223333/bora',
				selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:bora' },
				denyScope: 'untrusted-networks',
				reason: 'untrusted-sign-in',
				note: null,
				caseId: '3fa9c1d07e',
				by: RULE,
				requestedAt: REQUESTED_AT,
				until: REQUESTED_UNTIL,
				state: 'requested',
				policies: TWO_POLICIES.map((policy) => {
					return {
						...policy,
						state: 'requested',
						since: REQUESTED_AT,
						problem: null,
						generation: 0,
						wasEffective: false,
					};
				}),
				ending: null,
				steps: 1,
			});
		});

		it('that is repeated is one containment with one step', async () => {
			const ledger = await makeLedger();
			const first = await ledger.request(aSubmittedRequest());
			expect(await ledger.request(aSubmittedRequest())).toEqual(first);
			expect(await ledger.history(first.id)).toHaveLength(1);
			expect(idsOf(await ledger.open())).toEqual([first.id]);
		});

		it.each([
			[
				'principal',
				{
					request: { selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:sora' } },
				} as const,
			],
			['denyScope', { request: { denyScope: 'everything' } } as const],
			['set of policies', { request: { policies: TWO_POLICIES } }],
			['occasion', { occasion: 'another' }],
		])('with another %s is another containment', async (__, over) => {
			const ledger = await makeLedger();
			const [one, other] = [
				await ledger.request(aSubmittedRequest()),
				await ledger.request(aSubmittedRequest(over)),
			];
			expect(other.id).not.toBe(one.id);
		});

		it('with its policies in another order is the same', async () => {
			const ledger = await makeLedger();
			const one = await ledger.request(aSubmittedRequest({ request: { policies: TWO_POLICIES } }));
			const other = await ledger.request(
				aSubmittedRequest({ request: { policies: TWO_POLICIES.toReversed() } }),
			);
			expect(other).toEqual(one);
		});

		it('without a policy is refused', async () => {
			const ledger = await makeLedger();
			await expect(
				ledger.request(aSubmittedRequest({ request: { policies: [] } })),
			).rejects.toThrow('does not name a policy');
		});

		it.each(['held', 'asked'] as const)(
			'that is %s is in no text until a human approves it',
			async (state) => {
				const ledger = await makeLedger();
				const { id } = await ledger.request(aSubmittedRequest({ state }));
				expect(await ledger.activeFor('scp')).toEqual({ active: [], ending: [], damaged: [] });
				expect(await ledger.approve(id, aDecision())).toMatchObject({ state: 'requested' });
				expect(idsOf((await ledger.activeFor('scp')).active)).toEqual([id]);
				expect((await ledger.history(id)).map(({ kind, by }) => [kind, by])).toEqual([
					['requested', RULE],
					['approved', RESPONDER],
				]);
			},
		);

		it('stays held if its queue message comes again after a human resumed', async () => {
			const ledger = await makeLedger();
			await ledger.request(aSubmittedRequest({ state: 'held' }));
			expect(await ledger.request(aSubmittedRequest())).toMatchObject({ state: 'held', steps: 1 });
		});

		it('is raised from asked by a record of the same time that needs no human, or an earlier one', async () => {
			for (const at of [REQUESTED_AT, REQUESTED_AT - 60_000]) {
				const ledger = await makeLedger();
				const { id } = await ledger.request(aSubmittedRequest({ state: 'asked' }));
				const proof = aSubmittedRequest({ at });
				expect(await ledger.request(proof)).toMatchObject({ id, state: 'requested', steps: 2 });
				const asking = aSubmittedRequest({ state: 'asked', at: REQUESTED_AT + 1 });
				expect(await ledger.request(asking)).toMatchObject({ id, state: 'requested', steps: 2 });
			}
		});

		it('changes nothing if held after requested, and a later attempt makes a held one requested', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest({ state: 'held' }));
			const later = aSubmittedRequest({ at: REQUESTED_AT + 1 });
			expect(await ledger.request(later)).toMatchObject({
				id,
				state: 'requested',
				steps: 2,
			});
			expect(await ledger.request(aSubmittedRequest({ state: 'held' }))).toMatchObject({
				state: 'requested',
				steps: 2,
			});
		});
	});

	describe('the end', () => {
		it('moves later with every new attempt, never earlier', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			const extendTo = (until: number) =>
				ledger.extend(id, { until, by: RULE, at: REQUESTED_AT + 5 });
			expect(await extendTo(REQUESTED_UNTIL + HOUR)).toMatchObject({
				until: REQUESTED_UNTIL + HOUR,
				steps: 2,
			});
			expect(await extendTo(REQUESTED_UNTIL)).toMatchObject({
				until: REQUESTED_UNTIL + HOUR,
				steps: 2,
			});
			const again = aSubmittedRequest({ request: { until: REQUESTED_UNTIL + 2 * HOUR } });
			expect(await ledger.request(again)).toMatchObject({
				until: REQUESTED_UNTIL + 2 * HOUR,
				steps: 3,
			});
			const { active } = await ledger.activeFor('scp');
			expect(active).toMatchObject([
				{ until: REQUESTED_UNTIL + 2 * HOUR, requestedAt: REQUESTED_AT },
			]);
		});

		it('by the clock is complete only when the text is published', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await publish(ledger);
			expect(await expireDue(ledger, REQUESTED_UNTIL - 1)).toEqual([]);
			expect(await expireDue(ledger, REQUESTED_UNTIL)).toMatchObject([{ id, state: 'effective' }]);
			expect(await ledger.activeFor('scp')).toMatchObject({ active: [], ending: [{ id }] });
			await publish(ledger, REQUESTED_UNTIL + 1_000);
			expect(await ledger.find(id)).toMatchObject({
				state: 'ended',
				ending: { by: { kind: 'clock' } },
			});
			expect(await ledger.activeFor('scp')).toEqual({ active: [], ending: [], damaged: [] });
			expect(await ledger.open()).toEqual([]);
		});

		it('is given to every run of reconcile until the text is published', async () => {
			const ledger = await makeLedger();
			await ledger.request(aSubmittedRequest());
			const first = await expireDue(ledger, REQUESTED_UNTIL);
			expect(await expireDue(ledger, REQUESTED_UNTIL + 300_000)).toEqual(first);
			await publish(ledger, REQUESTED_UNTIL + 1_000);
			expect(await expireDue(ledger, REQUESTED_UNTIL + 600_000)).toEqual([]);
		});

		it('by a human records their name and reason, and only the first human', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await publish(ledger);
			const released = await ledger.release(id, aDecision(10, 'it was me'));
			expect(released).toMatchObject({
				ending: { by: RESPONDER, why: 'it was me' },
				state: 'effective',
			});
			expect(await ledger.release(id, aDecision(11, 'me too'))).toEqual(released);
			await publish(ledger, REQUESTED_AT + 660_000);
			expect(await ledger.find(id)).toMatchObject({ state: 'ended' });
		});

		it('of what is in no text is complete immediately', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest({ state: 'asked' }));
			expect(await ledger.release(id, aDecision())).toMatchObject({ state: 'ended' });
			expect(await ledger.open()).toEqual([]);
		});

		it('by a human stays in spite of later attempts of the same case', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await ledger.release(id, aDecision());
			const later = aSubmittedRequest({ request: { until: REQUESTED_UNTIL + HOUR } });
			expect(await ledger.request(later)).toMatchObject({ id, until: REQUESTED_UNTIL, steps: 2 });
			await ledger.extend(id, { until: REQUESTED_UNTIL + HOUR, by: RULE, at: REQUESTED_AT });
			expect((await ledger.activeFor('scp')).active).toEqual([]);
		});

		it('by a human holds for twelve hours; a later attempt begins the containment again', async () => {
			const ledger = await makeLedger();
			// The end was extended far beyond that of a new attempt.
			const { id } = await ledger.request(
				aSubmittedRequest({ request: { until: REQUESTED_UNTIL + 96 * HOUR } }),
			);
			await publish(ledger);
			await ledger.release(id, aDecision(0));
			await publish(ledger, REQUESTED_AT + 2_000);
			const attempt = (at: number) =>
				ledger.request(aSubmittedRequest({ at, request: { until: at + 12 * HOUR } }));
			for (const late of [-HOUR, 0, 12 * HOUR])
				expect(await attempt(REQUESTED_AT + late)).toMatchObject({ state: 'ended' });
			const at = REQUESTED_AT + 12 * HOUR + 1;
			const again = await attempt(at);
			expect(again).toMatchObject({ id, state: 'requested', until: at + 12 * HOUR, ending: null });
			for (const late of [0, 12 * HOUR, 12 * HOUR + 1])
				expect(await attempt(REQUESTED_AT + late)).toEqual(again);
			await publish(ledger, at + 1_000);
			expect(await ledger.find(id)).toMatchObject({ state: 'effective' });
			await ledger.release(id, { ...aDecision(), at: at + 2_000 });
			expect(await attempt(at + 3_000)).toMatchObject({ ending: { by: RESPONDER } });
		});

		it('by a human, of what is in the text still, is undone by a request only', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await publish(ledger);
			await ledger.release(id, aDecision(0));
			const at = REQUESTED_AT + 13 * HOUR;
			const request = { until: at + HOUR };
			const held = await ledger.request(aSubmittedRequest({ at, request, state: 'held' }));
			expect(held).toMatchObject({ state: 'effective', ending: { by: RESPONDER } });
			const again = await ledger.request(aSubmittedRequest({ at, request }));
			expect(again).toMatchObject({ state: 'requested', ending: null });
		});

		it.each(['before', 'after'])(
			'by the clock is undone by an attempt that is seen %s the text was published',
			async (when) => {
				const ledger = await makeLedger();
				const { id } = await ledger.request(aSubmittedRequest());
				await publish(ledger);
				await expireDue(ledger, REQUESTED_UNTIL);
				if (when === 'after') await publish(ledger, REQUESTED_UNTIL + 1_000);
				await ledger.request(
					aSubmittedRequest({
						request: { until: REQUESTED_UNTIL + HOUR },
						at: REQUESTED_AT + HOUR,
					}),
				);
				expect(idsOf((await ledger.activeFor('scp')).active)).toEqual([id]);
				await publish(ledger, REQUESTED_UNTIL + 2_000);
				expect(await ledger.find(id)).toMatchObject({ state: 'effective', ending: null });
			},
		);

		it('by the clock is undone even if it was never published', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await expireDue(ledger, REQUESTED_UNTIL);
			await ledger.request(aSubmittedRequest({ request: { until: REQUESTED_UNTIL + HOUR } }));
			expect(idsOf((await ledger.activeFor('scp')).active)).toEqual([id]);
		});

		it('by the clock, of what nobody approved, becomes a question again', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest({ state: 'asked' }));
			await expireDue(ledger, REQUESTED_UNTIL);
			const again = aSubmittedRequest({
				state: 'asked',
				request: { until: REQUESTED_UNTIL + HOUR },
				at: REQUESTED_UNTIL,
			});
			expect(await ledger.request(again)).toMatchObject({ id, state: 'asked', ending: null });
			expect(await ledger.approve(id, aDecision())).toMatchObject({ state: 'asked' });
		});

		it('by the clock, of what is still in a text, is not undone by a question', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await publish(ledger);
			await expireDue(ledger, REQUESTED_UNTIL);
			const question = aSubmittedRequest({
				state: 'asked',
				request: { until: REQUESTED_UNTIL + HOUR },
				at: REQUESTED_UNTIL,
			});
			expect(await ledger.request(question)).toMatchObject({
				state: 'effective',
				until: REQUESTED_UNTIL,
			});
			await publish(ledger, REQUESTED_UNTIL + 1_000);
			expect(await ledger.request(question)).toMatchObject({
				id,
				state: 'asked',
				until: REQUESTED_UNTIL + HOUR,
			});
		});

		it('of one containment does not change another one of the same principal', async () => {
			const ledger = await makeLedger();
			const one = await ledger.request(aSubmittedRequest({ occasion: 'one' }));
			const other = await ledger.request(aSubmittedRequest({ occasion: 'other' }));
			await publish(ledger);
			const before = [await ledger.find(other.id), await ledger.history(other.id)];
			await ledger.release(one.id, aDecision());
			await publish(ledger, REQUESTED_AT + 660_000);
			expect(await ledger.find(one.id)).toMatchObject({ state: 'ended' });
			expect([await ledger.find(other.id), await ledger.history(other.id)]).toEqual(before);
			expect(idsOf((await ledger.activeFor('scp')).active)).toEqual([other.id]);
		});
	});

	it('lists what is open, the soonest end first', async () => {
		const ledger = await makeLedger();
		const late = await ledger.request(
			aSubmittedRequest({ occasion: 'late', request: { until: REQUESTED_UNTIL + HOUR } }),
		);
		const soon = await ledger.request(aSubmittedRequest({ occasion: 'soon', state: 'held' }));
		expect(idsOf(await ledger.open())).toEqual([soon.id, late.id]);
	});

	it('answers null for an unknown id', async () => {
		const ledger = await makeLedger();
		expect([
			await ledger.find('none'),
			await ledger.release('none', aDecision()),
			await ledger.approve('none', aDecision()),
			await ledger.extend('none', { until: REQUESTED_UNTIL, by: RULE, at: REQUESTED_AT }),
			await ledger.history('none'),
		]).toEqual([null, null, null, null, []]);
	});
});

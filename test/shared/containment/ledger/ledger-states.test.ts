import { describe, expect, it } from 'vitest';
import {
	FOLLOWS,
	mayFollow,
	overallState,
	STATES,
	type State,
	standingOf,
	wayTo,
} from '../../../../shared/containment/ledger/ledger-states.ts';

describe('the states of a containment', () => {
	it.each<[readonly State[], State]>([
		[['effective', 'effective'], 'effective'],
		[['effective', 'publishing'], 'publishing'],
		[['effective', 'requested'], 'requested'],
		[['effective', 'failed'], 'failed'],
		[['effective', 'refused'], 'refused'],
		[['publishing', 'failed', 'refused'], 'failed'],
		[['effective', 'ended'], 'effective'],
		[['failed', 'ended'], 'failed'],
		[['ended', 'ended'], 'ended'],
		[['held', 'held'], 'held'],
	])('of policies %j are %s as a whole', (states, whole) => {
		expect(overallState(states)).toBe(whole);
		expect(overallState(states.toReversed())).toBe(whole);
	});

	it('lead from a request to effective only through publishing', () => {
		const before = STATES.filter((state) => mayFollow(state, 'effective'));
		expect(before).toEqual(['publishing']);
		expect(wayTo('requested', 'effective')).toEqual(['publishing', 'effective']);
		expect(wayTo('failed', 'effective')).toEqual(['publishing', 'effective']);
	});

	it('do not lead from what waits for a human directly into a text', () => {
		for (const state of ['held', 'asked', 'refused'] as const) {
			expect(wayTo(state, 'effective')).toEqual([]);
			expect(standingOf(state, false)).toBe('none');
		}
	});

	it('can all end, and can all be reached', () => {
		for (const state of STATES) {
			expect(state === 'ended' || mayFollow(state, 'ended')).toBe(true);
			expect(Object.values(FOLLOWS).some((next) => next.includes(state))).toBe(true);
		}
	});

	it('keep a containment in the demands while the text may contain it', () => {
		for (const state of ['requested', 'publishing', 'effective', 'failed'] as const) {
			expect([standingOf(state, false), standingOf(state, true)]).toEqual(['active', 'ending']);
		}
	});
});

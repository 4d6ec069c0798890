import { expect, it } from 'vitest';
import { Denials } from '../../../cli/replay/denials.ts';
import type { PlanOutcome } from '../../../cli/replay/plan-log.ts';
import { aJudgedSignIn } from '../../support/a-case.ts';
import { MINJIS_REQUEST } from '../../support/decision-world.ts';

const SIGN_IN = aJudgedSignIn();

function outcome(person: string, over: Partial<PlanOutcome> = {}): PlanOutcome {
	const requests = [{ ...MINJIS_REQUEST, person }];
	return { ...{ requests, notContained: null, advice: null, breakerOpened: null }, ...over };
}

function linesOf(outcomes: readonly PlanOutcome[]): string[] {
	const denials = new Denials();
	for (const one of outcomes) denials.add(SIGN_IN, one, 'UTC');
	return denials.lines();
}

it('counts who would be denied, and whom the circuit breaker would hold', () => {
	const held = outcome('bora', { notContained: 'breaker-open', breakerOpened: 'people' });
	expect(linesOf([outcome('ari'), outcome('ari'), held])).toEqual([
		'would be denied from untrusted networks: 1 person',
		'on which days: 2026-03-03 1',
		'from which networks: 192.0.2.77 1',
		'the circuit breaker would have opened: 2026-03-03 (people); held for a human: 1 person',
	]);
});

it('counts those held by a breaker that opened before the period', () => {
	expect(linesOf([outcome('bora', { notContained: 'breaker-open' })])).toEqual([
		'the circuit breaker would have opened: before; held for a human: 1 person',
	]);
});

it('says nothing if nobody would be denied', () => {
	expect(linesOf([outcome('ari', { notContained: 'mode-ask' })])).toEqual([]);
});

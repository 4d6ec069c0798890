import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Whereabouts } from '../../../../cli/replay/html/whereabouts.ts';
import type { NetworkClassification } from '../../../../shared/network/network.ts';
import { aJudgedSignIn } from '../../../support/a-case.ts';

const MINUTE = 60_000;

function aSignIn(time: number, classification: NetworkClassification, key = 'minji') {
	const network = { classification, name: null, key: classification };
	const judged = aJudgedSignIn({ signIn: { time }, verdict: { network } });
	return { ...judged, known: { actor: { kind: 'person', key, sign: null } as const } };
}

describe('the whereabouts', () => {
	it('join sign-ins from one kind of network that follow each other', () => {
		const whereabouts = new Whereabouts();
		for (const minute of [0, 20, 45, 120]) whereabouts.add(aSignIn(minute * MINUTE, 'trusted'));
		whereabouts.add(aSignIn(30 * MINUTE, 'untrusted'));
		expect(whereabouts.of('minji')).toEqual([
			{ network: 'trusted', from: 0, to: 45 * MINUTE },
			{ network: 'trusted', from: 120 * MINUTE, to: 120 * MINUTE },
			{ network: 'untrusted', from: 30 * MINUTE, to: 30 * MINUTE },
		]);
		expect(whereabouts.of('somebody else')).toEqual([]);
	});

	it('tell nothing of failures, of AWS at work and of nobody', () => {
		const whereabouts = new Whereabouts();
		const failed = aJudgedSignIn({ signIn: { outcome: 'failure' } });
		whereabouts.add({ ...aSignIn(0, 'untrusted'), signIn: failed.signIn });
		whereabouts.add(aSignIn(0, 'not-judged'));
		whereabouts.add({ ...aSignIn(0, 'untrusted'), known: { actor: null } });
		expect(whereabouts.of('minji')).toEqual([]);
	});

	it('do not stop at more people than the bound', () => {
		const whereabouts = new Whereabouts(2);
		const people = ['minji', 'taeho', 'hyunwoo', 'dongha'];
		for (const who of people) whereabouts.add(aSignIn(0, 'trusted', who));
		expect(people.map((who) => whereabouts.of(who).length)).toEqual([1, 1, 1, 1]);
	});

	it('stay within a bound, and still cover every sign-in', () => {
		const minutes = fc.array(fc.tuple(fc.nat(100_000), fc.constantFrom('minji', 'taeho')));
		fc.assert(
			fc.property(minutes, (given) => {
				const whereabouts = new Whereabouts(4);
				const sorted = given.toSorted(([a], [b]) => a - b);
				for (const [minute, who] of sorted)
					whereabouts.add(aSignIn(minute * MINUTE, 'trusted', who));
				const count = whereabouts.of('minji').length + whereabouts.of('taeho').length;
				expect(count).toBeLessThanOrEqual(4);
				for (const [minute, who] of given) {
					const stays = whereabouts.of(who);
					const time = minute * MINUTE;
					expect(stays.some(({ from, to }) => from <= time && time <= to)).toBe(true);
				}
			}),
		);
	});
});

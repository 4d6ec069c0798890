import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../shared/containment/ledger/ledger.ts';
import { containmentId } from '../../../../shared/containment/ledger/ledger-requests.ts';
import {
	mayFollow,
	overallState,
	type State,
} from '../../../../shared/containment/ledger/ledger-states.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	REQUESTED_UNTIL,
	RULE,
	TWO_POLICIES,
} from '../../../support/a-submitted-request.ts';
import type { Kill } from '../../../support/dynamo.ts';
import { ledgerOn, withDynamo } from '../../../support/each-ledger.ts';
import { expireDue } from '../../../support/expire-due.ts';
import { pictureOf } from '../../../support/ledger-picture.ts';
import { type Ledgers, memoryLedger } from '../../../support/memory-ledger.ts';
import { type Answer, publishDemand, type Texts } from '../../../support/publish-demand.ts';

const MINUTE = 60_000;
/** Milliseconds. An idle machine needs a few seconds. */
const SLOW = 60_000;
const POLICIES = ['scp', MANAGEMENT] as const;

interface World {
	readonly ledger: Ledgers;
	readonly texts: Texts;
}
/** One step, which can be repeated as it is. */
type Act = (world: World) => Promise<unknown>;

const submitted = (
	occasion: string,
	later = 0,
	state: 'requested' | 'held' | 'asked' = 'requested',
) =>
	aSubmittedRequest({
		...{ occasion, state, at: REQUESTED_AT + later },
		request: {
			...{ policies: TWO_POLICIES, until: REQUESTED_UNTIL + later },
			// One of the containments is of a whole role.
			...(occasion === ROLES ? { ...CUT_ROLE, issuedBefore: REQUESTED_UNTIL - later } : {}),
		},
	});
const ROLES = 'one';
const CUT_ROLE = { selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:*' } } as const;
const OCCASIONS = ['one', 'two'];
const IDS = OCCASIONS.map((occasion) => containmentId(submitted(occasion)));

const ANSWERS: readonly Answer[] = [
	() => ({ state: 'effective', problem: null }),
	() => ({ state: 'effective', problem: null }),
	() => ({ state: 'failed', problem: { reason: 'not-referenced', remediation: 'Reference it.' } }),
	() => ({ state: 'refused', problem: { reason: 'too-large', remediation: 'Release another.' } }),
];

const minutes = fc.integer({ min: 0, max: 59 });
const someId = fc.constantFrom(...IDS);
let runs = 0;

const publishing = fc
	.record({
		policy: fc.constantFrom(...POLICIES),
		minute: minutes,
		answer: fc.constantFrom(...ANSWERS),
	})
	.map(({ policy, minute, answer }): Act => {
		// One run of a function. After a kill it runs again with the same name and time.
		const holder = `run-${++runs}`;
		return (world) =>
			publishDemand(world, { policy, holder, now: REQUESTED_AT + minute * MINUTE }, answer);
	});

const someAct: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 3, arbitrary: publishing },
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				fc.constantFrom(...OCCASIONS),
				minutes,
				fc.constantFrom('requested', 'requested', 'held', 'asked'),
			)
			.map(
				([occasion, later, state]): Act =>
					({ ledger }) =>
						ledger.request(submitted(occasion, later * MINUTE, state)),
			),
	},
	fc.tuple(someId, minutes).map(
		([id, later]): Act =>
			({ ledger }) =>
				ledger.extend(id, { until: REQUESTED_UNTIL + later * MINUTE, by: RULE, at: REQUESTED_AT }),
	),
	fc.tuple(someId, minutes).map(
		([id, minute]): Act =>
			({ ledger }) =>
				ledger.approve(id, aDecision(minute)),
	),
	fc.tuple(someId, minutes).map(
		([id, minute]): Act =>
			({ ledger }) =>
				ledger.release(id, aDecision(minute)),
	),
	fc.tuple(someId, minutes).map(
		([id, minute]): Act =>
			({ ledger }) =>
				ledger.cutLater({ holder: 'a-run' }, [id], {
					...{ issuedBefore: REQUESTED_UNTIL - minute * MINUTE, at: REQUESTED_AT },
				}),
	),
	minutes.map(
		(minute): Act =>
			({ ledger }) =>
				expireDue(ledger, REQUESTED_UNTIL + minute * MINUTE),
	),
);

const someDeaths: fc.Arbitrary<Kill[]> = fc.array(
	fc.record({ call: fc.integer({ min: 1, max: 25 }), when: fc.constantFrom('before', 'after') }),
	{ maxLength: 2 },
);

const newWorld = (ledger: Ledgers): World => ({ ledger, texts: new Map() });
const picture = ({ ledger }: World) => pictureOf(ledger, IDS, POLICIES);

/** What must be true for every history. */
function expectSound(steps: readonly Step[]): Map<string, State> {
	const states = new Map<string, State>();
	let until = 0;
	let cut = 0;
	steps.forEach((step, at) => {
		expect(step.number).toBe(at + 1);
		for (const { policy, from, to } of step.moves) {
			expect(states.get(policy) ?? null).toBe(from);
			expect(from === null || from === to || mayFollow(from, to)).toBe(true);
			states.set(policy, to);
		}
		expect(step.until ?? until + 1).toBeGreaterThan(until);
		until = step.until ?? until;
		expect(step.issuedBefore ?? cut).toBeGreaterThanOrEqual(cut);
		cut = step.issuedBefore ?? cut;
	});
	return states;
}

describe('any steps, in any order', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it('end the same with repeats and kills between any two calls', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(someAct, someDeaths), { maxLength: 8 }), async (story) => {
				const [told, lived] = [
					newWorld(memoryLedger()),
					newWorld(ledgerOn(await dynamo().makeTable())),
				];
				for (const [act, kills] of story) {
					await act(told);
					for (const kill of kills) await dynamo().killAt(kill, () => act(lived));
					await act(lived);
				}
				expect(await picture(lived)).toEqual(await picture(told));
			}),
			{ numRuns: 25 },
		);
	});

	it('by several writers at the same time leave consistent histories', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(someAct, { minLength: 2, maxLength: 6 }), async (acts) => {
				const world = newWorld(ledgerOn(await dynamo().makeTable()));
				await Promise.all(OCCASIONS.map((occasion) => world.ledger.request(submitted(occasion))));
				await Promise.all(acts.map((act) => act(world)));
				for (const id of IDS) {
					const [containment, steps] = [
						await world.ledger.find(id),
						await world.ledger.history(id),
					];
					const states = expectSound(steps);
					expect(containment?.steps).toBe(steps.length);
					expect(containment?.state).toBe(overallState([...states.values()]));
					expect(containment?.policies.map(({ policy, state }) => [policy, state])).toEqual([
						...states,
					]);
					for (const policy of POLICIES) {
						const { active, ending } = await world.ledger.activeFor(policy);
						const copy = [...active, ...ending].find((demand) => demand.id === id);
						expect(copy?.state ?? 'none').toBe(copy ? states.get(policy) : 'none');
						expect(copy?.until ?? containment?.until).toBe(containment?.until);
					}
				}
			}),
			{ numRuns: 10 },
		);
	});

	it('leave consistent histories', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(someAct, { maxLength: 40, size: 'max' }), async (acts) => {
				const world = newWorld(memoryLedger());
				for (const act of acts) {
					await act(world);
					const before = await picture(world);
					expect([...expectSound(await world.ledger.history(IDS[0] ?? '')).values()]).toEqual(
						before.containments[0]?.policies.map(({ state }) => state) ?? [],
					);
				}
			}),
		);
	});

	it('change nothing if they are repeated immediately', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(someAct, { maxLength: 30, size: 'max' }), async (acts) => {
				const world = newWorld(memoryLedger());
				for (const act of acts) {
					await act(world);
					const before = await picture(world);
					await act(world);
					expect(await picture(world)).toEqual(before);
				}
			}),
		);
	});

	it('end the same once the texts are published: attempts, the clock and publications', async () => {
		const attempts: Act[] = [0, 10, 20].map(
			(later) =>
				({ ledger }) =>
					ledger.request(submitted('one', later * MINUTE)),
		);
		const others: Act[] = [
			({ ledger }) => expireDue(ledger, REQUESTED_UNTIL + 5 * MINUTE),
			({ ledger }) => expireDue(ledger, REQUESTED_UNTIL + 15 * MINUTE),
		];
		const end = async (acts: readonly Act[]) => {
			const world = newWorld(memoryLedger());
			for (const act of acts) await act(world);
			for (const policy of POLICIES) {
				await publishDemand(world, { policy, holder: 'last', now: REQUESTED_UNTIL + 16 * MINUTE });
			}
			const { state, until, policies } = (await world.ledger.find(IDS[0] ?? '')) ?? {};
			return {
				state,
				until,
				policies: policies?.map((policy) => policy.state),
				texts: [...world.texts.values()],
			};
		};
		const expected = await end([...attempts, ...others]);
		expect(expected).toMatchObject({ state: 'effective', until: REQUESTED_UNTIL + 20 * MINUTE });
		const run: Act = (world) =>
			publishDemand(world, { policy: 'scp', holder: 'between', now: REQUESTED_AT });
		await fc.assert(
			fc.asyncProperty(
				fc.shuffledSubarray([...attempts, ...others, run, run], { minLength: 7, maxLength: 7 }),
				async (acts) => {
					expect(await end(acts)).toEqual(expected);
				},
			),
		);
	});
});

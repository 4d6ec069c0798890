import { describe, expect, it } from 'vitest';
import { containmentId } from '../../../../shared/containment/ledger/ledger-requests.ts';
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
import { publishDemand, type Texts } from '../../../support/publish-demand.ts';

const MINUTE = 60_000;
/** Milliseconds. An idle machine needs a second or two. */
const SLOW = 60_000;
const POLICIES = ['scp', MANAGEMENT] as const;
const first = aSubmittedRequest({ request: { policies: TWO_POLICIES } });
const second = aSubmittedRequest({ occasion: 'another case', state: 'asked' });
const IDS = [containmentId(first), containmentId(second)];
const [A = '', B = ''] = IDS;

interface World {
	readonly ledger: Ledgers;
	readonly texts: Texts;
}
type Act = (world: World) => Promise<unknown>;

/** The same run again after its answer was lost, with the same holder and time. */
const publish =
	(minute: number, answer?: Parameters<typeof publishDemand>[2]): Act =>
	async (world) => {
		const now = REQUESTED_AT + minute * MINUTE;
		for (const policy of POLICIES) {
			await publishDemand(world, { policy, holder: `${policy}-${minute}`, now }, answer);
		}
	};
const failing = () =>
	({
		state: 'failed',
		problem: { reason: 'not-permitted', remediation: 'Deploy the stack again.' },
	}) as const;

/** Every kind of step, in an order in which each of them changes something. */
const STORY: readonly [string, Act][] = [
	['request', ({ ledger }) => ledger.request(first)],
	['fail', publish(1, failing)],
	['publish', publish(2)],
	['ask', ({ ledger }) => ledger.request(second)],
	[
		'extend',
		({ ledger }) =>
			ledger.extend(A, { until: REQUESTED_UNTIL + 5, by: RULE, at: REQUESTED_AT + MINUTE }),
	],
	['approve', ({ ledger }) => ledger.approve(B, aDecision(3))],
	['publish both', publish(4)],
	['release', ({ ledger }) => ledger.release(B, aDecision(5))],
	['take out', publish(6)],
	['expire', ({ ledger }) => expireDue(ledger, REQUESTED_UNTIL + 5)],
	[
		'restart',
		({ ledger }) =>
			ledger.request({ ...first, request: { ...first.request, until: REQUESTED_UNTIL + 99 } }),
	],
	['publish again', publish(7)],
	['open the breaker', ({ ledger }) => ledger.openBreaker({ why: 'people', at: REQUESTED_AT })],
	['tell', ({ ledger }) => ledger.markBreakerTold(1, REQUESTED_AT)],
	['resume', ({ ledger }) => ledger.resumeBreaker(aDecision(8))],
];

const picture = ({ ledger }: World) => pictureOf(ledger, IDS, POLICIES);

async function asTold() {
	const world = { ledger: memoryLedger(), texts: new Map() };
	for (const [, act] of STORY) await act(world);
	return picture(world);
}

describe('a function that is killed and run again', { timeout: SLOW }, () => {
	const dynamo = withDynamo();

	it.each(
		[2, 5, 9, 19].map((call, n) => ({ call, when: n % 2 === 0 ? 'after' : 'before' }) as const),
	)('ends the same: each step is killed $when its call $call takes effect', async (kill: Kill) => {
		const world = { ledger: ledgerOn(await dynamo().makeTable()), texts: new Map() };
		let killed = 0;
		for (const [, act] of STORY) {
			if (await dynamo().killAt(kill, () => act(world))) killed++;
			await act(world);
		}
		expect(killed).toBeGreaterThan(0);
		expect(await picture(world)).toEqual(await asTold());
	});

	it.each(['before', 'after'] as const)(
		'ends the same if it is killed %s each of its calls in turn',
		async (when) => {
			const world = { ledger: ledgerOn(await dynamo().makeTable()), texts: new Map() };
			for (const [, act] of STORY) {
				for (let call = 1; await dynamo().killAt({ call, when }, () => act(world)); call++);
			}
			expect(await picture(world)).toEqual(await asTold());
		},
	);

	it.each([1, 2, 3, 4, 5])('loses no step if it is killed after its call %d', async (call) => {
		const ledger = ledgerOn(await dynamo().makeTable());
		const { id } = await ledger.request(aSubmittedRequest());
		const extend = () =>
			ledger.extend(id, { until: REQUESTED_UNTIL + 5, by: RULE, at: REQUESTED_AT });
		await dynamo().killAt({ call, when: 'after' }, extend);
		const isExtended = (await ledger.find(id))?.until === REQUESTED_UNTIL + 5;
		const kinds = async () => (await ledger.history(id)).map(({ kind }) => kind);
		expect(await kinds()).toEqual(isExtended ? ['requested', 'extended'] : ['requested']);
		await ledger.release(id, aDecision(5));
		expect(await kinds()).toEqual(
			isExtended ? ['requested', 'extended', 'ending'] : ['requested', 'ending'],
		);
		expect((await ledger.activeFor('scp')).ending).toMatchObject([{ id }]);
	});

	it('ends the same if it had written a text with which a denial fails as before', async () => {
		const worlds = await Promise.all([dynamo().makeTable(), dynamo().makeTable()]);
		const pictures = await Promise.all(
			worlds.map(async (table, at) => {
				const world: World = { ledger: ledgerOn(table), texts: new Map() };
				await world.ledger.request(first);
				await publish(1, failing)(world);
				await world.ledger.request(second);
				await world.ledger.approve(B, aDecision(2));
				const again = () => publish(3, failing)(world);
				// The lease, the demands and three writes of `begin` come before `markPublishing`.
				const kill = { call: 7, when: 'before' } as const;
				if (at === 1) expect(await dynamo().killAt(kill, again)).toBe(true);
				await again();
				return picture(world);
			}),
		);
		expect(pictures[1]).toEqual(pictures[0]);
	});

	describe('that was only slow', () => {
		const problem = { reason: 'not-permitted', remediation: 'Deploy the stack again.' };

		async function twoPublishers() {
			const ledger = ledgerOn(await dynamo().makeTable());
			const { id } = await ledger.request(aSubmittedRequest());
			const take = async (holder: string, now: number) => {
				const lease = await ledger.lease('scp', { holder, now, ms: MINUTE });
				if (lease === null) throw new Error(`${holder} did not get the lease`);
				return lease;
			};
			const slow = await take('slow', REQUESTED_AT);
			const settleSlowly = () =>
				ledger.settle(slow, [{ id, state: 'effective', problem: null }], REQUESTED_AT);
			const settleNewer = async () => {
				const newer = await take('newer', REQUESTED_AT + MINUTE);
				return ledger.settle(newer, [{ id, state: 'failed', problem }], REQUESTED_AT + MINUTE);
			};
			return { ledger, id, settleSlowly, settleNewer };
		}

		it('records nothing if it was overtaken before the deciding write', async () => {
			const { ledger, id, settleSlowly } = await twoPublishers();
			const before = await ledger.find(id);
			const overtake = () =>
				ledger.lease('scp', { holder: 'newer', now: REQUESTED_AT + MINUTE, ms: MINUTE });
			expect(await dynamo().stallAt(2, overtake, settleSlowly)).toBe('late');
			expect(await ledger.find(id)).toEqual(before);
		});

		it.each([3, 4, 5, 6, 7])(
			'changes nothing if it was overtaken before its call %d',
			async (call) => {
				const { ledger, id, settleSlowly, settleNewer } = await twoPublishers();
				expect(await dynamo().stallAt(call, settleNewer, settleSlowly)).toBe('recorded');
				expect(await ledger.find(id)).toMatchObject({
					state: 'failed',
					policies: [{ generation: 2 }],
				});
				const states = (await ledger.history(id)).map(({ moves }) => moves[0]?.to);
				expect(states).toEqual(['requested', 'publishing', 'effective', 'failed']);
				expect((await ledger.activeFor('scp')).active).toMatchObject([{ state: 'failed' }]);
			},
		);

		it('cannot restore what has ended in the meantime', async () => {
			const { ledger, id } = await twoPublishers();
			const overtake = async () => {
				await ledger.release(id, aDecision());
				const world = { ledger, texts: new Map() };
				await publishDemand(world, { policy: 'scp', holder: 'newer', now: REQUESTED_AT + MINUTE });
			};
			const extend = () =>
				ledger.extend(id, { until: REQUESTED_UNTIL + 5, by: RULE, at: REQUESTED_AT });
			// Its head is written. The demand for the publisher, its fifth call, is not.
			await dynamo().stallAt(5, overtake, extend);
			expect(await ledger.find(id)).toMatchObject({ state: 'ended' });
			expect(await ledger.activeFor('scp')).toEqual({ active: [], ending: [], damaged: [] });
		});
	});

	it('is too late itself, and the next holder carries out its recorded outcome', async () => {
		const ledger = ledgerOn(await dynamo().makeTable());
		const { id } = await ledger.request(aSubmittedRequest());
		const lease = await ledger.lease('scp', { holder: 'one', now: REQUESTED_AT, ms: MINUTE });
		if (lease === null) throw new Error('no lease');
		await ledger.begin(lease, { before: 'old', after: 'new', at: REQUESTED_AT });
		const outcomes = [{ id, state: 'effective', problem: null }] as const;
		const settle = () => ledger.settle(lease, outcomes, REQUESTED_AT + 1);
		// Its second call is the deciding write.
		expect(await dynamo().killAt({ call: 2, when: 'after' }, settle)).toBe(true);
		expect(await ledger.find(id)).toMatchObject({ state: 'requested' });
		await ledger.lease('scp', { holder: 'two', now: REQUESTED_AT + MINUTE, ms: MINUTE });
		expect(await ledger.find(id)).toMatchObject({
			state: 'effective',
			policies: [{ generation: 1 }],
		});
		const picture = await pictureOf(ledger, [id], ['scp']);
		expect(await settle()).toBe('late');
		expect(await pictureOf(ledger, [id], ['scp'])).toEqual(picture);
		expect(await ledger.publications('scp')).toMatchObject([{ result: 'settled', holder: 'one' }]);
	});
});

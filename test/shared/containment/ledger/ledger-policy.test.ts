import { describe, expect, it } from 'vitest';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import type { Lease } from '../../../../shared/containment/ledger/ledger-policy.ts';
import { textHash } from '../../../../shared/containment/ledger/ledger-policy.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	TWO_POLICIES,
} from '../../../support/a-submitted-request.ts';
import { eachLedger } from '../../../support/each-ledger.ts';
import type { Ledgers } from '../../../support/memory-ledger.ts';
import { publishDemand, type Texts } from '../../../support/publish-demand.ts';

const T = 'scp';
const NOW = REQUESTED_AT + 1_000;
const MINUTE = 60_000;
const TROUBLE = {
	reason: 'not-referenced',
	remediation: 'Reference the policy in the permission set.',
};

const take = (ledger: Ledgers, holder: string, now = NOW) =>
	ledger.lease(T, { holder, now, ms: MINUTE });

async function mustTake(ledger: Ledgers, holder: string, now = NOW): Promise<Lease> {
	const lease = await take(ledger, holder, now);
	if (lease === null) throw new Error(`${holder} did not get the lease`);
	return lease;
}

const change = (at = NOW) => ({ before: 'old text', after: 'new text', at });

describe.each(eachLedger())('the policies of the ledger %s', (_, makeLedger) => {
	describe('a lease', () => {
		it('is held by one run, and by the next after it was given back', async () => {
			const ledger = await makeLedger();
			const first = await mustTake(ledger, 'one');
			const expected = [textHash(PLACEHOLDER)];
			const made = { generation: 1, expires: NOW + MINUTE, expected, begunAt: 0 };
			expect(first).toEqual({ policy: T, holder: 'one', ...made });
			expect(await take(ledger, 'two')).toBeNull();
			await ledger.giveBack(first, null);
			await ledger.giveBack(first, null);
			expect(await take(ledger, 'two')).toMatchObject({ generation: 2 });
		});

		it('of a killed holder goes to the next when it expires, not before', async () => {
			const ledger = await makeLedger();
			await mustTake(ledger, 'one');
			expect(await take(ledger, 'two', NOW + MINUTE - 1)).toBeNull();
			expect(await take(ledger, 'two', NOW + MINUTE)).toMatchObject({
				holder: 'two',
				generation: 2,
			});
		});

		it('that the same holder takes again after a lost answer is a newer one', async () => {
			const ledger = await makeLedger();
			await mustTake(ledger, 'one');
			expect(await take(ledger, 'one')).toMatchObject({ generation: 2 });
		});

		it('is renewed with the same generation until another run holds it', async () => {
			const ledger = await makeLedger();
			const first = await mustTake(ledger, 'one');
			const renewed = await ledger.renew(first, NOW + 50_000, MINUTE);
			expect(renewed).toEqual({ ...first, expires: NOW + 50_000 + MINUTE });
			expect(await take(ledger, 'two', NOW + MINUTE)).toBeNull();
			const second = await mustTake(ledger, 'two', NOW + 2 * MINUTE);
			expect(await ledger.renew(first, NOW + 2 * MINUTE, MINUTE)).toBeNull();
			await ledger.giveBack(first, null);
			expect(await take(ledger, 'three', NOW + 2 * MINUTE)).toBeNull();
			await ledger.giveBack(second, null);
			expect(await ledger.renew(second, NOW + 2 * MINUTE, MINUTE)).toBeNull();
		});

		it('of one policy does not lock the others', async () => {
			const ledger = await makeLedger();
			await mustTake(ledger, 'one');
			const other = await ledger.lease(MANAGEMENT, { holder: 'two', now: NOW, ms: MINUTE });
			expect(other).toMatchObject({ generation: 1 });
		});
	});

	describe('the expected text', () => {
		const hashes = (...texts: string[]) => texts.map(textHash);

		it('is the placeholder at first, then the text that was seen last', async () => {
			const ledger = await makeLedger();
			const first = await mustTake(ledger, 'one');
			expect(first.expected).toEqual(hashes(PLACEHOLDER));
			await ledger.giveBack(first, 'seen text');
			expect((await mustTake(ledger, 'two')).expected).toEqual(hashes('seen text'));
		});

		it('may be either while it is unknown whether it was written', async () => {
			const ledger = await makeLedger();
			const first = await mustTake(ledger, 'one');
			await ledger.begin(first, { before: 'before', after: 'after', at: NOW + 7 });
			await ledger.giveBack(first, null);
			const second = await mustTake(ledger, 'two');
			expect(second).toMatchObject({
				expected: hashes(PLACEHOLDER, 'before', 'after'),
				begunAt: NOW + 7,
			});
		});

		it('cannot be set by a run that has lost its lease', async () => {
			const ledger = await makeLedger();
			const late = await mustTake(ledger, 'one');
			await mustTake(ledger, 'two', NOW + MINUTE);
			await ledger.giveBack(late, 'late text');
			expect((await mustTake(ledger, 'three', NOW + 2 * MINUTE)).expected).toEqual(
				hashes(PLACEHOLDER),
			);
		});
	});

	describe('a publication', () => {
		it('moves a request through publishing to effective, with the hashes of both texts', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			await publishDemand({ ledger, texts: new Map() }, { policy: T, holder: 'run-1', now: NOW });
			const text = { before: textHash('[]'), after: expect.stringMatching(/^[0-9a-f]{64}$/) };
			const by = { kind: 'publisher', holder: 'run-1' };
			expect((await ledger.history(id)).slice(1)).toEqual([
				...[
					{ number: 2, kind: 'publishing', from: 'requested', to: 'publishing' },
					{ number: 3, kind: 'settled', from: 'publishing', to: 'effective' },
				].map(({ number, kind, from, to }) => {
					const moves = [{ policy: T, from, to, problem: null }];
					return { number, kind, at: NOW, by, moves, until: null, why: null, text };
				}),
			]);
			const [publication] = await ledger.publications(T);
			expect(publication).toEqual({
				...text,
				generation: 1,
				at: NOW,
				holder: 'run-1',
				result: 'settled',
			});
			expect(await ledger.textOf(text.before)).toBe('[]');
			expect(await ledger.textOf(publication?.after ?? '')).toContain(id);
		});

		it('that finds the right text records no publication', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			const lease = await mustTake(ledger, 'one');
			expect(await ledger.settle(lease, [{ id, state: 'effective', problem: null }], NOW)).toBe(
				'recorded',
			);
			expect(await ledger.publications(T)).toEqual([]);
			expect((await ledger.history(id)).map(({ kind, text }) => [kind, text])).toEqual([
				['requested', null],
				['publishing', null],
				['settled', null],
			]);
		});

		it('that is repeated changes nothing', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			const world = { ledger, texts: new Map() };
			await publishDemand(world, { policy: T, holder: 'one', now: NOW });
			const before = [
				await ledger.find(id),
				await ledger.history(id),
				await ledger.publications(T),
			];
			await publishDemand(world, { policy: T, holder: 'two', now: NOW + 5_000 });
			expect([
				await ledger.find(id),
				await ledger.history(id),
				await ledger.publications(T),
			]).toEqual(before);
		});

		it('of which every call is repeated changes nothing either', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			const lease = await mustTake(ledger, 'one');
			expect(await ledger.begin(lease, change())).toBe('recorded');
			expect(await ledger.begin(lease, change())).toBe('recorded');
			const outcomes = [{ id, state: 'effective', problem: null }] as const;
			await ledger.markPublishing(lease, [id], NOW);
			await ledger.markPublishing(lease, [id], NOW);
			expect(await ledger.settle(lease, outcomes, NOW)).toBe('recorded');
			expect(await ledger.settle(lease, outcomes, NOW)).toBe('recorded');
			await ledger.markPublishing(lease, [id], NOW);
			expect(await ledger.find(id)).toMatchObject({ state: 'effective', steps: 3 });
			expect(await ledger.publications(T)).toHaveLength(1);
		});

		it('under one lease has only one text', async () => {
			const ledger = await makeLedger();
			const lease = await mustTake(ledger, 'one');
			expect(await ledger.begin(lease, change())).toBe('recorded');
			expect(await ledger.begin(lease, { ...change(), after: 'yet another' })).toBe('late');
			expect(await ledger.settle(lease, [], NOW)).toBe('recorded');
			expect(await ledger.begin(lease, change())).toBe('late');
		});

		it('of a late writer is refused, whatever it records', async () => {
			const ledger = await makeLedger();
			const { id } = await ledger.request(aSubmittedRequest());
			const late = await mustTake(ledger, 'late');
			const newer = await mustTake(ledger, 'newer', NOW + MINUTE);
			const before = await ledger.find(id);
			expect(await ledger.begin(late, change())).toBe('late');
			await ledger.markPublishing(late, [id], NOW);
			expect(await ledger.settle(late, [{ id, state: 'failed', problem: TROUBLE }], NOW)).toBe(
				'late',
			);
			expect(await ledger.find(id)).toEqual(before);
			expect(await ledger.begin(newer, change())).toBe('recorded');
			await ledger.markPublishing(late, [id], NOW);
			expect(await ledger.find(id)).toEqual(before);
		});

		it('whose holder was killed before it recorded the outcomes is interrupted', async () => {
			const ledger = await makeLedger();
			await ledger.begin(await mustTake(ledger, 'one'), change());
			await mustTake(ledger, 'two', NOW + MINUTE);
			const hashes = { before: textHash('old text'), after: textHash('new text') };
			expect(await ledger.publications(T)).toEqual([
				{ ...hashes, generation: 1, at: NOW, holder: 'one', result: 'interrupted' },
			]);
			expect(await ledger.textOf(hashes.before)).toBe('old text');
		});
	});

	describe('several policies', () => {
		async function requestForTwo() {
			const ledger = await makeLedger();
			const { id } = await ledger.request(
				aSubmittedRequest({ request: { policies: TWO_POLICIES } }),
			);
			return { ledger, id, world: { ledger, texts: new Map() as Texts } };
		}

		it('are effective only together', async () => {
			const { ledger, id, world } = await requestForTwo();
			await publishDemand(world, { policy: T, holder: 'one', now: NOW });
			expect(await ledger.find(id)).toMatchObject({
				state: 'requested',
				policies: [{ state: 'effective' }, { state: 'requested' }],
			});
			await publishDemand(world, { policy: MANAGEMENT, holder: 'two', now: NOW });
			expect(await ledger.find(id)).toMatchObject({ state: 'effective' });
		});

		it('are failed if one failed, with its remediation', async () => {
			const { ledger, id, world } = await requestForTwo();
			const failure = () => ({ state: 'failed', problem: TROUBLE }) as const;
			await publishDemand(world, { policy: T, holder: 'one', now: NOW });
			await publishDemand(world, { policy: MANAGEMENT, holder: 'two', now: NOW }, failure);
			expect(await ledger.find(id)).toMatchObject({
				state: 'failed',
				policies: [
					{ state: 'effective', problem: null },
					{ state: 'failed', problem: TROUBLE },
				],
			});
			// It is still requested, so the next publication contains it and records when it
			// applies.
			await publishDemand(world, { policy: MANAGEMENT, holder: 'three', now: NOW + 1 });
			expect(await ledger.find(id)).toMatchObject({
				state: 'effective',
				policies: [{}, { problem: null }],
			});
		});

		it('have ended when the last text was published', async () => {
			const { ledger, id, world } = await requestForTwo();
			for (const policy of [T, MANAGEMENT] as const) {
				await publishDemand(world, { policy, holder: 'one', now: NOW });
			}
			await ledger.release(id, aDecision());
			await publishDemand(world, { policy: T, holder: 'two', now: NOW + 1 });
			expect(await ledger.find(id)).toMatchObject({
				state: 'effective',
				policies: [{ state: 'ended' }, {}],
			});
			await publishDemand(world, { policy: MANAGEMENT, holder: 'three', now: NOW + 2 });
			expect(await ledger.find(id)).toMatchObject({ state: 'ended' });
		});
	});

	it('gives the attachment of the request to the publisher', async () => {
		const ledger = await makeLedger();
		await ledger.request(aSubmittedRequest({ request: { policies: TWO_POLICIES } }));
		const { active } = await ledger.activeFor(MANAGEMENT);
		expect(active).toMatchObject([{ attachment: TWO_POLICIES[1]?.attachment, state: 'requested' }]);
	});

	it('leaves a refused request out of the text until a human approves it', async () => {
		const ledger = await makeLedger();
		const { id } = await ledger.request(aSubmittedRequest());
		const refusal = { reason: 'too-large', remediation: 'Release another containment first.' };
		const refuse = async (holder: string, now: number) => {
			const lease = await mustTake(ledger, holder, now);
			await ledger.settle(lease, [{ id, state: 'refused', problem: refusal }], now);
			await ledger.giveBack(lease, null);
		};
		await refuse('one', NOW);
		expect(await ledger.find(id)).toMatchObject({
			state: 'refused',
			policies: [{ problem: refusal }],
		});
		expect((await ledger.activeFor(T)).active).toEqual([]);
		const decision = aDecision(1);
		expect(await ledger.approve(id, decision)).toMatchObject({ state: 'requested' });
		await refuse('two', decision.at + 1_000);
		// The same decision again is about the first refusal.
		expect(await ledger.approve(id, decision)).toMatchObject({ state: 'refused' });
		expect(await ledger.release(id, aDecision(20))).toMatchObject({ state: 'ended' });
	});

	it('records when a text that somebody else changed is published again', async () => {
		const ledger = await makeLedger();
		const { id } = await ledger.request(aSubmittedRequest());
		const texts: Texts = new Map();
		await publishDemand({ ledger, texts }, { policy: T, holder: 'one', now: NOW });
		const lease = await mustTake(ledger, 'two', NOW + 1);
		await ledger.begin(lease, { before: 'tampered', after: texts.get(T) ?? '', at: NOW + 1 });
		await ledger.markPublishing(lease, [id], NOW + 1);
		expect(await ledger.find(id)).toMatchObject({ state: 'publishing' });
		await ledger.settle(lease, [{ id, state: 'effective', problem: null }], NOW + 2);
		expect(await ledger.find(id)).toMatchObject({ state: 'effective', steps: 5 });
		expect(await ledger.publications(T)).toMatchObject([{}, { before: textHash('tampered') }]);
	});
});

import { describe, expect, it } from 'vitest';
import { readDenied } from '../../../shared/containment/document/read-denied.ts';
import { failed, retry } from '../../../shared/containment/publishing/policy-publisher.ts';
import {
	aDecision,
	aSubmittedRequest,
	REQUESTED_AT,
	REQUESTED_UNTIL,
} from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { givenNames } from '../../support/given-iam-names.ts';

const SCP = 'scp';
const ACCOUNT = 'iam:111122223333';
const MINUTE = 60_000;
const ROLE = { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:*' } as const;

const FIRST_CUT = REQUESTED_AT + MINUTE;

const aCut = (issuedBefore = FIRST_CUT) =>
	aSubmittedRequest({
		...{ occasion: 'hand-1', caseId: null },
		request: { selector: ROLE, issuedBefore, reason: 'requested-by-person' },
	});

/** Gives the time in the text before which sessions are denied; undefined if there is none. */
const inText = (world: ContainWorld) =>
	readDenied(world.policyOf(SCP).text.actual()).find(
		({ selector }) => selector.value === ROLE.value,
	)?.issuedBefore;

/** The last write of the text and the time of it must fit: nobody escapes in between. */
async function expectCut(world: ContainWorld, id: string, writtenAt: number) {
	const stored = await world.ledger.find(id);
	expect(stored?.state).toBe('effective');
	// Who obtained a session at the last moment is denied as long as it lives.
	expect((stored?.until ?? 0) - (stored?.issuedBefore ?? 0)).toBe(REQUESTED_UNTIL - FIRST_CUT);
	expect(inText(world)).toBe(stored?.issuedBefore);
	expect(inText(world)).toBeGreaterThanOrEqual(writtenAt + MINUTE / 2);
	expect(inText(world)).toBeLessThanOrEqual(writtenAt + MINUTE + 1_000);
}

describe('contain cuts a role', () => {
	const dynamo = withDynamo();
	const aWorld = async () => containWorld(await dynamo().makeTable());

	it('for the sessions issued until a minute after it writes the text', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		world.pass(5 * MINUTE);
		await world.deliver([SCP]);
		await expectCut(world, id, world.deps.now());
		expect((await world.ledger.history(id)).map(({ kind, by }) => [kind, by.kind])).toEqual([
			['requested', 'rule'],
			['extended', 'publisher'],
			['publishing', 'publisher'],
			['settled', 'publisher'],
		]);
	});

	it('once: later runs leave the time as it is, also when the text changes for others', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		await world.deliver([SCP]);
		const before = await world.ledger.find(id);
		world.pass(30 * MINUTE);
		await world.ledger.request(aSubmittedRequest());
		await world.deliver([SCP]);
		expect(await world.ledger.find(id)).toEqual(before);
		expect(inText(world)).toBe(before?.issuedBefore);
	});

	it('again with a second decision, for the sessions obtained since', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		await world.deliver([SCP]);
		world.pass(10 * MINUTE);
		const decision = aDecision(10);
		const { by, at } = decision;
		for (const _ of ['once', 'again']) {
			await world.ledger.approve(id, decision);
			await world.ledger.extend(id, { until: REQUESTED_UNTIL + 10 * MINUTE, by, at });
		}
		expect(await world.ledger.find(id)).toMatchObject({ state: 'requested' });
		world.pass(2 * MINUTE);
		await world.deliver([SCP]);
		await expectCut(world, id, world.deps.now());
	});

	it('although a run that had begun before the second decision records the first', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		await world.deliver([SCP]);
		world.pass(10 * MINUTE);
		const { ledger } = world.deps;
		const racing: typeof ledger = {
			...ledger,
			activeFor: async (policy) => {
				const demand = await ledger.activeFor(policy);
				await world.ledger.approve(id, aDecision(10));
				return demand;
			},
		};
		Object.assign(world.deps, { ledger: racing });
		await world.deliver([SCP]);
		Object.assign(world.deps, { ledger });
		await world.deliver([SCP]);
		expect(inText(world)).toBeGreaterThanOrEqual(aDecision(10).at + MINUTE);
		expect(inText(world)).toBe((await world.ledger.find(id))?.issuedBefore);
	});

	it.each([
		['draft', 'first'],
		['writing', 'first'],
		['outcome', 'first'],
		['draft', 'second'],
		['writing', 'second'],
		['outcome', 'second'],
	])(
		'effectively only with the latest decision, made at the %s of the %s text',
		async (at, run) => {
			const world = await aWorld();
			const { id } = await world.ledger.request(aCut());
			if (run === 'second') {
				await world.deliver([SCP]);
				await world.ledger.approve(id, aDecision(4));
			}
			world.pass(4 * MINUTE);
			const { ledger } = world.deps;
			const decide = (now: string) => now === at && world.ledger.approve(id, aDecision(6));
			const racing: typeof ledger = {
				...ledger,
				begin: async (...given) => {
					await decide('draft');
					return ledger.begin(...given);
				},
				markPublishing: async (...given) => {
					await ledger.markPublishing(...given);
					await decide('writing');
				},
				settle: async (...given) => {
					await decide('outcome');
					return ledger.settle(...given);
				},
			};
			Object.assign(world.deps, { ledger: racing });
			await world.deliver([SCP]);
			Object.assign(world.deps, { ledger });
			expect(await world.ledger.find(id)).toMatchObject({ state: 'requested' });
			world.pass(10 * MINUTE);
			await world.deliver([SCP]);
			expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
			expect(inText(world)).toBeGreaterThanOrEqual(world.deps.now() + MINUTE);
		},
	);

	it('for the sessions obtained while the text could not be published', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		for (const problem of [retry('throttled'), failed('not-permitted', 'Deploy again.')]) {
			world.policyOf(SCP).problem = problem;
			await world.deliver([SCP]);
			world.pass(20 * MINUTE);
		}
		world.policyOf(SCP).problem = null;
		await world.deliver([SCP]);
		await expectCut(world, id, world.deps.now());
	});

	it('once, if it can be published but not confirmed', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		await world.deliver([SCP]);
		const cut = inText(world);
		world.policyOf(SCP).unreachable.add('111122223333');
		for (let run = 0; run < 3; run++) {
			world.pass(10 * MINUTE);
			await world.deliver([SCP]);
		}
		expect(await world.ledger.find(id)).toMatchObject({ state: 'failed', issuedBefore: cut });
		expect(inText(world)).toBe(cut);
	});

	it('without writing the text again if the policy does not show it at once', async () => {
		const world = await aWorld();
		await world.ledger.request(aCut());
		for (const at of [1, 2, 3]) {
			await world.deliver([SCP], at);
			world.pass(5_000);
		}
		expect(world.policyOf(SCP).texts).toHaveLength(2);
	});

	it('in the same way if it is killed at any call and runs again', async () => {
		for (let call = 1; ; call++) {
			const world = await aWorld();
			const { id } = await world.ledger.request(aCut());
			world.calls.killAt(call, call % 2 === 0 ? 'after' : 'before');
			await world.deliver([SCP]).catch(() => {});
			const isKilled = world.calls.isKilled();
			world.calls.restart();
			world.pass(3 * MINUTE);
			await world.deliver([SCP]);
			const cut = (await world.ledger.find(id))?.issuedBefore;
			expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
			expect(inText(world)).toBe(cut);
			if (!isKilled) return;
		}
	});

	it('by the policy of the account, attached to the role with the id, whatever its name is now', async () => {
		const world = await aWorld();
		const account = givenNames({
			users: [],
			roles: [
				['renamed', 'AROADEPLOYEXAMPLE001'],
				['deploy', 'AROANEWNEWNEWNEWNEW1'],
			],
		});
		Object.assign(world.deps, { publisherOf: () => account.open() });
		const attachment = { kind: 'role', name: 'deploy', id: 'AROADEPLOYEXAMPLE001' } as const;
		const policies = [{ policy: ACCOUNT, account: '111122223333', attachment }] as const;
		const cut = aCut();
		const { id } = await world.ledger.request({ ...cut, request: { ...cut.request, policies } });
		await world.deliver([ACCOUNT]);
		expect(await world.ledger.find(id)).toMatchObject({ state: 'effective' });
		expect([...account.attached]).toEqual(['AROADEPLOYEXAMPLE001']);
		expect(account.text).toContain('"aws:userid":["AROADEPLOYEXAMPLE001:*"]');
	});

	it('no longer after a release', async () => {
		const world = await aWorld();
		const { id } = await world.ledger.request(aCut());
		await world.deliver([SCP]);
		await world.ledger.release(id, aDecision());
		await world.deliver([SCP]);
		expect(inText(world)).toBeUndefined();
		expect(await world.ledger.approve(id, aDecision(20))).toMatchObject({ state: 'ended' });
	});
});

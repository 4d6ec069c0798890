import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../shared/containment/containment.ts';
import { aDecision, aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { type ContainWorld, containWorld, LEASE_MS } from '../../support/contain-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';

const ACCOUNT = 'iam:111122223333';
const SLOW = 300_000;

const requestOf = (name: string, value: string, kind: 'user' | 'role') => {
	const attachment: Attachment = { kind, name };
	return aSubmittedRequest({
		...{ occasion: name, caseId: name },
		request: {
			selector: { key: 'aws:userid', value },
			policies: [{ policy: ACCOUNT, account: '111122223333', attachment }],
		},
	});
};
const BORA = requestOf('bora', 'AIDABORAEXAMPLE001', 'user');
const DEPLOY = requestOf('deploy', 'AROADEPLOYEXAMPLE001:sora', 'role');
const PROTECTED = requestOf('exempt', 'AROABREAKGLASS0001:sora', 'role');

/** One containment to publish, one to end, one to refuse. */
async function given(world: ContainWorld): Promise<void> {
	Object.assign(world.deps, {
		protectedPrincipals: [{ key: 'aws:userid', value: 'AROABREAKGLASS0001:*' }],
	});
	const { id } = await world.ledger.request(DEPLOY);
	await world.deliver([ACCOUNT]);
	await world.ledger.release(id, aDecision());
	await world.ledger.request(BORA);
	await world.ledger.request(PROTECTED);
	for (const list of [world.touched, world.hinted, world.events]) list.length = 0;
}

/** How everything ends, whatever was killed on the way. */
async function endOf(world: ContainWorld) {
	const { text, attached } = world.policyOf(ACCOUNT);
	const open = await world.ledger.open();
	const { active, ending } = await world.deps.ledger.activeFor(ACCOUNT);
	return {
		text: text.actual(),
		attached: [...attached.keys()],
		open: open
			.map(({ caseId, state, policies }) => [caseId, state, policies[0]?.problem?.reason])
			.toSorted(),
		active: active.map(({ state, attachment }) => [state, attachment?.name]),
		ending,
		touched: [...new Set(world.touched)].toSorted(),
		hinted: [...new Set(world.hinted)].toSorted(),
		events: [...new Set(world.events.map(({ type, detail }) => `${type} ${detail.id}`))].toSorted(),
		tampering: world.heard.counted.filter((metric) => metric.startsWith('Tampering')),
	};
}

/**
 * Delivers the message again until it is done, as the queue does. What a killed run could not
 * announce, reconcile announces.
 */
async function untilDone(world: ContainWorld): Promise<void> {
	for (let received = 2; received < 9; received++) {
		world.pass(LEASE_MS);
		if ((await world.deliver([ACCOUNT], received)).length > 0) continue;
		return world.deps.ledger.announceAgain(99);
	}
	throw new Error('the message is never done');
}

describe('contain, killed between any two effects', { timeout: SLOW }, () => {
	const dynamo = withDynamo();
	const aWorld = async () => {
		const world = containWorld(await dynamo().makeTable());
		await given(world);
		return world;
	};
	async function undisturbed() {
		const world = await aWorld();
		expect(await world.deliver([ACCOUNT])).toEqual([]);
		return endOf(world);
	}

	it('has something to publish, to end and to refuse', async () => {
		expect(await undisturbed()).toMatchObject({
			attached: ['bora'],
			open: [
				['bora', 'effective', undefined],
				['exempt', 'refused', 'protected'],
			],
			touched: ['bora', 'deploy', 'exempt'],
			tampering: [],
		});
	});

	it.each(['before', 'after'] as const)(
		'ends the same and announces everything, killed %s each',
		async (when) => {
			const expected = await undisturbed();
			let killed = 0;
			for (let call = 1; ; call++) {
				const world = await aWorld();
				world.calls.killAt(call, when);
				await world.deliver([ACCOUNT]);
				if (!world.calls.isKilled()) break;
				killed++;
				world.calls.restart();
				await untilDone(world);
				expect({ call, ...(await endOf(world)) }).toEqual({ call, ...expected });
			}
			expect(killed).toBeGreaterThan(25);
		},
	);

	it('ends the same if every run is killed a call later than the one before', async () => {
		const world = await aWorld();
		for (let call = 1; call < 60; call++) {
			world.calls.killAt(call, call % 2 === 0 ? 'before' : 'after');
			await world.deliver([ACCOUNT]);
			world.calls.restart();
			world.pass(LEASE_MS);
		}
		await untilDone(world);
		expect(await endOf(world)).toEqual(await undisturbed());
	});

	it('ends the same for hints in any order and number', async () => {
		const later = { ...BORA, request: { ...BORA.request, until: BORA.request.until + 3_600_000 } };
		const acts = {
			request: (world: ContainWorld) => world.ledger.request(BORA),
			extend: (world: ContainWorld) => world.ledger.request(later),
			other: (world: ContainWorld) => world.ledger.request(DEPLOY),
			hint: (world: ContainWorld) => world.deliver([ACCOUNT]),
			hints: (world: ContainWorld) =>
				Promise.all([world.deliver([ACCOUNT]), world.deliver([ACCOUNT])]),
		};
		type Act = keyof typeof acts;
		const end = async (row: readonly Act[]) => {
			const world = containWorld(await dynamo().makeTable());
			for (const act of row) await acts[act](world);
			await untilDone(world);
			const { text, attached, open, touched, tampering } = await endOf(world);
			const types = [
				...new Set(world.events.map(({ type, detail }) => `${type} ${detail.id.slice(0, 8)}`)),
			];
			return {
				text,
				attached: attached.toSorted(),
				open,
				touched,
				tampering,
				types: types.toSorted(),
			};
		};
		const expected = await end(['request', 'extend', 'other']);
		expect(expected.types).toHaveLength(2);
		const row = fc.shuffledSubarray<Act>(
			['request', 'extend', 'other', 'hint', 'hint', 'hints', 'request', 'extend'],
			{ minLength: 8 },
		);
		await fc.assert(
			fc.asyncProperty(row, async (order) => {
				expect(await end(order)).toEqual(expected);
			}),
			{ numRuns: 12 },
		);
	});

	it('ends the same with two publishers at once', async () => {
		const world = await aWorld();
		const again = await Promise.all([world.deliver([ACCOUNT]), world.deliver([ACCOUNT])]);
		// Either one of them comes again later, or both have run one after the other.
		if (again.flat().length > 0) await untilDone(world);
		const { events, ...expected } = await undisturbed();
		expect(await endOf(world)).toMatchObject(expected);
		expect(world.events.length).toBeGreaterThanOrEqual(events.length);
	});
});

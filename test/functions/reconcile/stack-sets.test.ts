import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { readLookText } from '../../../shared/stack-sets/kept-look.ts';
import type { StackInstance } from '../../../shared/stack-sets/stack-instance.ts';
import { NEVER_LOOKED } from '../../../shared/stack-sets/watch-state.ts';
import { type ReconcileWorld, reconcileWorld } from '../../support/reconcile-world.ts';
import { anInstance, instancesOf, REASONS } from '../../support/some-instances.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = 1_772_500_000_000;
const A = '111122223333';
const B = '333344445555';
const DENIED = anInstance({ status: 'OUTDATED', detail: 'FAILED', reason: REASONS.scp });

function worldWith(...instances: StackInstance[]): ReconcileWorld {
	const world = reconcileWorld();
	world.stackSets.state = NEVER_LOOKED;
	world.stackSets.instances = [...instancesOf(A), ...instances];
	return world;
}

const run = (world: ReconcileWorld, hours: number) => reconcile(START + hours * HOUR, world.deps);
const counts = ({ telemetry }: ReconcileWorld, metric: string) =>
	telemetry.counted.filter((one) => one.startsWith(metric)).length;

/** What the notices say, the oldest first: how many instances are not current. */
async function toldBy({ notices }: ReconcileWorld): Promise<number[]> {
	const due = await notices.due(9);
	expect(due.map(({ kind }) => kind)).toEqual(due.map(() => 'stack-sets'));
	return due.map(({ facts }) => readLookText(facts.look ?? '').behind);
}

describe('the daily look at the StackSets', () => {
	it('tells nothing while all instances are current, and looks once a day', async () => {
		const world = worldWith();
		for (const hours of [0, 1, 23, 24]) await run(world, hours);
		expect(world.stackSets.asked).toBe(2);
		expect(await toldBy(world)).toEqual([]);
		expect(counts(world, 'StackInstance')).toBe(0);
		expect(world.stackSets.state.look).toMatchObject({ current: 3, accounts: 1, behind: 0 });
	});

	it('tells once what is not current, since when and why, and counts it in every run', async () => {
		const world = worldWith(DENIED);
		for (const hours of [0, 1, 24, 48]) await run(world, hours);
		expect(await toldBy(world)).toEqual([1]);
		const [notice] = await world.notices.due(9);
		expect(world.notify).toContain(`notice ${notice?.id}`);
		expect(readLookText(notice?.facts.look ?? '').shown).toEqual([
			{
				...{ stackSet: 'eyes-regions', account: B, region: 'us-west-2' },
				...{ cause: 'scp', reason: REASONS.scp.slice(0, 200), since: START },
			},
		]);
		expect(counts(world, 'StackInstanceNotCurrent')).toBe(4);
		expect(world.stackSets.state.look?.shown[0]?.since).toBe(START);
	});

	it('looks every hour while something is not current, and then once a day again', async () => {
		const world = worldWith(DENIED);
		for (const hours of [0, 0.5, 1]) await run(world, hours);
		expect(world.stackSets.asked).toBe(2);
		world.stackSets.instances = instancesOf(A);
		for (const hours of [2, 3, 25]) await run(world, hours);
		expect(world.stackSets.asked).toBe(3);
		expect(await toldBy(world)).toEqual([1, 0]);
	});

	it('tells again when it changes, and once when all are current again', async () => {
		const world = worldWith(DENIED);
		await run(world, 0);
		world.stackSets.instances?.push({ ...DENIED, account: '444455556666' });
		await run(world, 24);
		expect(world.stackSets.state.look?.shown.map(({ since }) => since)).toEqual([
			START,
			START + 24 * HOUR,
		]);
		world.stackSets.instances = instancesOf(A);
		for (const hours of [48, 72]) await run(world, hours);
		expect(await toldBy(world)).toEqual([1, 2, 0]);
		expect(counts(world, 'StackInstanceNotCurrent')).toBe(3);
		// The same as at first is news again.
		world.stackSets.instances = [...instancesOf(A), DENIED];
		await run(world, 96);
		expect(await toldBy(world)).toEqual([1, 2, 0, 1]);
	});

	it('does not tell of a deployment that runs, but of one that does not end', async () => {
		const world = worldWith({ ...DENIED, detail: 'RUNNING', reason: '' });
		for (const hours of [0, 1, 2, 5]) await run(world, hours);
		expect(await toldBy(world)).toEqual([]);
		expect(world.stackSets.asked).toBe(4);
		await run(world, 6);
		expect(await toldBy(world)).toEqual([1]);
		await run(world, 30);
		expect(await toldBy(world)).toEqual([1]);
		world.stackSets.instances = instancesOf(A);
		await run(world, 54);
		expect(await toldBy(world)).toEqual([1, 0]);
	});

	it('tells nothing of an account that has just joined and gets its stacks', async () => {
		const world = worldWith();
		world.listed.push(B);
		world.stackSets.expected = instancesOf(A, B);
		await run(world, 0);
		world.stackSets.instances = instancesOf(A, B);
		await run(world, 1);
		expect(await toldBy(world)).toEqual([]);
		expect(world.stackSets.state).toMatchObject({ unsettledSince: null, look: { accounts: 2 } });
	});

	it('tells of an account that never gets them', async () => {
		const world = worldWith();
		world.listed.push(B);
		world.stackSets.expected = instancesOf(A, B);
		for (const hours of [0, 3, 6]) await run(world, hours);
		expect(await toldBy(world)).toEqual([3]);
	});

	it('asks nothing in a single account', async () => {
		const world = worldWith(DENIED);
		await reconcile(START, { ...world.deps, stackSets: null });
		expect(world.stackSets.asked).toBe(0);
	});
});

describe('StackSets that cannot be read', () => {
	it('are logged, looked at again an hour later, and counted from then on', async () => {
		const world = worldWith(DENIED);
		await run(world, 0);
		world.stackSets.instances = null;
		for (const minutes of [0, 5, 55])
			await reconcile(START + 24 * HOUR + minutes * MINUTE, world.deps);
		expect(world.stackSets.asked).toBe(2);
		expect(counts(world, 'StackInstancesNotRead')).toBe(0);
		for (const hours of [25, 26]) await run(world, hours);
		expect(counts(world, 'StackInstancesNotRead')).toBe(2);
		// What was found before still counts: nobody has seen that it is repaired.
		expect(counts(world, 'StackInstanceNotCurrent')).toBe(6);
		expect(await toldBy(world)).toEqual([1]);
		world.stackSets.instances = [...instancesOf(A), DENIED];
		await run(world, 27);
		expect(counts(world, 'StackInstancesNotRead')).toBe(2);
		expect(world.stackSets.state.failingSince).toBeNull();
	});

	it('are not called current if Organizations does not list the accounts', async () => {
		const world = worldWith();
		world.listed.splice(0);
		await run(world, 0);
		expect(world.stackSets.state).toMatchObject({ look: null, failingSince: START });
	});

	it('are not called current if there is no instance at all', async () => {
		const world = worldWith();
		world.stackSets.instances = [];
		for (const hours of [0, 1]) await run(world, hours);
		expect(world.stackSets.state.look).toBeNull();
		expect(counts(world, 'StackInstancesNotRead')).toBe(1);
	});

	it('are counted too if every look is killed', async () => {
		const world = worldWith();
		const list = () => Promise.reject(new Error('killed'));
		const { stackSets } = world.deps;
		if (stackSets === null) throw new Error('no StackSets');
		const deps = { ...world.deps, stackSets: { ...stackSets, list } };
		for (const hours of [0, 1])
			await expect(reconcile(START + hours * HOUR, deps)).rejects.toThrow();
		await reconcile(START + HOUR + 5 * MINUTE, deps);
		expect(counts(world, 'StackInstancesNotRead')).toBe(1);
	});
});

describe('a look that is killed between any two effects', () => {
	it.each(['before', 'after'] as const)('tells each thing once, killed %s', async (when) => {
		let killed = 0;
		for (let call = 1; ; call++) {
			const world = worldWith(DENIED);
			world.calls.killAt(call, when);
			await run(world, 0).catch(() => {});
			if (!world.calls.isKilled()) break;
			killed++;
			world.calls.restart();
			await run(world, 1);
			expect({ call, told: await toldBy(world) }).toEqual({ call, told: [1] });
			expect(world.stackSets.state).toMatchObject({ failingSince: null, told: { number: 1 } });
		}
		expect(killed).toBeGreaterThan(15);
	});
});

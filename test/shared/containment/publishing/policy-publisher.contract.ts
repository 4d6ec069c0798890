import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
	BoundPrincipal,
	PolicyPublisher,
} from '../../../../shared/containment/publishing/policy-publisher.ts';
import type { ScriptedCalls } from '../../../support/scripted-calls.ts';

/** A policy with a principal to which it can apply and one to which it cannot. */
export interface PublisherWorld {
	/** Opens another publisher of the same policy. */
	open(): PolicyPublisher;
	readonly calls: ScriptedCalls;
	/** The text that the policy really has. */
	text(): string;
	/** Every text that the policy ever had, the oldest first. */
	readonly texts: readonly string[];
	/** Users and roles to which it is attached. */
	attached(): readonly string[];
	readsLagBy(reads: number): void;
	readonly somebody: BoundPrincipal;
	readonly nobody: BoundPrincipal;
}

const OLD = 'old text';
const NEW = 'new text';
const NOW = Date.UTC(2026, 2, 3);

/** What every publisher must do. `build` makes a new policy with this text. */
export function publisherContract(name: string, build: (text: string) => PublisherWorld): void {
	describe(`${name}, publishing`, () => describePublishing(build));
	describe(`${name}, applying the policy`, () => describeApplying(build));
	describe(`${name}, killed between any two calls and run again`, () => describeKills(build));
}

type Build = (text: string) => PublisherWorld;

/** Stores texts as a ledger does, with the text that the policy had at that time. */
function ledger(world: PublisherWorld) {
	const kept: string[] = [];
	const atKeeping: string[] = [];
	const keep = async (text: string) => {
		await Promise.resolve();
		kept.push(text);
		atKeeping.push(world.text());
	};
	return { kept, atKeeping, keep };
}

function describePublishing(build: Build): void {
	it('replaces the text and reads it back', async () => {
		const world = build(OLD);
		const { keep } = ledger(world);
		expect(await world.open().publish({ text: async () => NEW, keep })).toEqual({
			kind: 'published',
			before: OLD,
			after: NEW,
		});
		expect(world.text()).toBe(NEW);
	});

	it('stores the old text before it is replaced', async () => {
		const world = build(OLD);
		const { kept, atKeeping, keep } = ledger(world);
		await world.open().publish({ text: async () => NEW, keep });
		expect(kept).toEqual([OLD]);
		expect(atKeeping).toEqual([OLD]);
	});

	it('writes nothing if the text is there already', async () => {
		const world = build(NEW);
		const { kept, keep } = ledger(world);
		expect(await world.open().publish({ text: async () => NEW, keep })).toEqual({
			kind: 'unchanged',
			before: NEW,
			after: NEW,
		});
		expect(kept).toEqual([]);
		expect(world.texts).toEqual([NEW]);
	});

	it('writes nothing if the old text cannot be stored', async () => {
		const world = build(OLD);
		const keep = () => Promise.reject(new Error('the table is down'));
		await expect(world.open().publish({ text: async () => NEW, keep })).rejects.toThrow(
			'the table is down',
		);
		expect(world.texts).toEqual([OLD]);
	});

	it('asks for the new text while it reads the old one', async () => {
		const world = build(OLD);
		const order: string[] = [];
		const text = async () => {
			order.push(`asked after ${world.calls.names.length} calls`);
			return NEW;
		};
		await world.open().publish({ text, keep: ledger(world).keep });
		expect(order).toHaveLength(1);
		expect(Number(order[0]?.match(/\d+/)?.[0])).toBeLessThanOrEqual(1);
	});

	it('writes nothing if there is no new text', async () => {
		const world = build(OLD);
		const { kept, keep } = ledger(world);
		const text = () => Promise.reject(new Error('it must not be published'));
		await expect(world.open().publish({ text, keep })).rejects.toThrow('it must not be published');
		expect([kept, world.texts]).toEqual([[], [OLD]]);
	});

	it('does something else during the write, after the old text is stored', async () => {
		const world = build(OLD);
		const { kept, keep } = ledger(world);
		const beside: unknown[] = [];
		const publishing = {
			text: async () => NEW,
			keep,
			beside: async (previous: string) => void beside.push([previous, [...kept]]),
		};
		await world.open().publish(publishing);
		expect(beside).toEqual([[OLD, [OLD]]]);
		await world.open().publish(publishing);
		expect(beside).toHaveLength(1);
	});

	it('writes all the same if what is done during it fails', async () => {
		const world = build(OLD);
		const beside = () => Promise.reject(new Error('the table is down'));
		const publishing = { text: async () => NEW, keep: ledger(world).keep, beside };
		await expect(world.open().publish(publishing)).rejects.toThrow('the table is down');
		expect(world.text()).toBe(NEW);
	});

	it('waits for reads that lag a little behind', async () => {
		const world = build(OLD);
		world.readsLagBy(2);
		const published = await world
			.open()
			.publish({ text: async () => NEW, keep: ledger(world).keep });
		expect(published).toMatchObject({ kind: 'published' });
	});

	it('asks for a retry if reads lag far behind, and then writes nothing more', async () => {
		const world = build(OLD);
		world.readsLagBy(50);
		const { keep } = ledger(world);
		expect(await world.open().publish({ text: async () => NEW, keep })).toMatchObject({
			kind: 'retry',
			reason: 'not-visible-yet',
		});
		world.readsLagBy(0);
		expect(await world.open().publish({ text: async () => NEW, keep })).toMatchObject({
			kind: 'unchanged',
		});
		expect(world.texts).toEqual([OLD, NEW]);
	});

	it('lets a second publisher continue after the first one', async () => {
		const world = build(OLD);
		const { kept, keep } = ledger(world);
		await world.open().publish({ text: async () => 'first', keep });
		await world.open().publish({ text: async () => 'second', keep });
		expect(world.text()).toBe('second');
		expect(kept).toEqual([OLD, 'first']);
	});
}

function describeApplying(build: Build): void {
	it('applies the policy, and changes nothing the second time', async () => {
		const world = build(OLD);
		const publisher = world.open();
		expect(await publisher.applyTo(world.somebody, NOW)).toEqual({ kind: 'applies' });
		const attached = world.attached();
		expect(await publisher.applyTo(world.somebody, NOW)).toEqual({ kind: 'applies' });
		expect(world.attached()).toEqual(attached);
	});

	it('announces an attachment before it attaches, and only then', async () => {
		const world = build(OLD);
		const publisher = world.open();
		const seen: (readonly string[])[] = [];
		const beforeAttaching = async () => void seen.push([...world.attached()]);
		await publisher.applyTo(world.somebody, NOW, beforeAttaching);
		const isOnDemand = world.attached().length > 0;
		expect(seen).toEqual(isOnDemand ? [[]] : []);
		await publisher.applyTo(world.somebody, NOW, beforeAttaching);
		expect(seen).toHaveLength(isOnDemand ? 1 : 0);
	});

	it('says what a human must do if the policy cannot apply', async () => {
		const world = build(OLD);
		const applied = await world.open().applyTo(world.nobody, NOW);
		expect(applied).toEqual({
			kind: 'failed',
			reason: expect.any(String),
			remediation: expect.stringMatching(/^[A-Z].+\.$/),
		});
		expect(world.attached()).toEqual([]);
	});

	it('keeps the policy attached where it is needed', async () => {
		const world = build(OLD);
		const publisher = world.open();
		await publisher.applyTo(world.somebody, NOW);
		const attached = world.attached();
		const { attachment } = world.somebody;
		const needed = attachment === null ? [] : [attachment];
		expect(await publisher.detachAllBut(needed)).toEqual({ kind: 'detached', names: [] });
		expect(world.attached()).toEqual(attached);
	});

	it('detaches the policy once where it is not needed any more', async () => {
		const world = build(OLD);
		const publisher = world.open();
		await publisher.applyTo(world.somebody, NOW);
		const attached = world.attached();
		expect(await publisher.detachAllBut([])).toEqual({ kind: 'detached', names: attached });
		expect(world.attached()).toEqual([]);
		expect(await publisher.detachAllBut([])).toEqual({ kind: 'detached', names: [] });
	});
}

function describeKills(build: Build): void {
	it('ends with the new text and has stored the old one', async () => {
		await forEveryKill(build, async (world, run) => {
			const { kept, keep } = ledger(world);
			await run((publisher) => publisher.publish({ text: async () => NEW, keep }));
			expect(world.text()).toBe(NEW);
			expect(kept).toContain(OLD);
			expect(kept).not.toContain(NEW);
		});
	});

	it('applies to the same principals', async () => {
		const free = build(OLD);
		await free.open().applyTo(free.somebody, NOW);
		await forEveryKill(build, async (world, run) => {
			const applied = await run((publisher) => publisher.applyTo(world.somebody, NOW));
			expect(applied).toEqual({ kind: 'applies' });
			expect(world.attached()).toEqual(free.attached());
		});
	});

	it('is detached from the same principals', async () => {
		await forEveryKill(build, async (world, run) => {
			await world.open().applyTo(world.somebody, NOW);
			expect(await run((publisher) => publisher.detachAllBut([]))).toMatchObject({
				kind: 'detached',
			});
			expect(world.attached()).toEqual([]);
		});
	});

	it('ends with the last of several texts, and has stored every text that was replaced', async () => {
		const texts = fc.constantFrom('a', 'b', 'c');
		const runs = fc.array(
			fc.record({ text: texts, call: fc.nat(12), when: fc.constantFrom(...WHEN) }),
		);
		await fc.assert(
			fc.asyncProperty(runs, texts, async (row, last) => {
				const world = build(OLD);
				const { kept, keep } = ledger(world);
				for (const { text, call, when } of row) {
					world.calls.killAt(call, when);
					await world
						.open()
						.publish({ text: async () => text, keep })
						.catch(expectKilled);
				}
				world.calls.recover();
				await world.open().publish({ text: async () => last, keep });
				expect(world.text()).toBe(last);
				expect(kept).toEqual(expect.arrayContaining(world.texts.slice(0, -1)));
			}),
			{ numRuns: 60 },
		);
	});
}

const WHEN = ['before', 'after'] as const;
type Run = <T>(work: (publisher: PolicyPublisher) => Promise<T>) => Promise<T>;

/** Runs the work once for each of its calls, killed there and run again by another publisher. */
async function forEveryKill(
	build: Build,
	tell: (world: PublisherWorld, run: Run) => Promise<void>,
) {
	const { calls } = await story(build, tell, null);
	for (let call = 1; call <= calls; call++) {
		for (const when of WHEN) {
			const { killed } = await story(build, tell, { call, when });
			expect(killed).toBe(true);
		}
	}
}

interface Kill {
	readonly call: number;
	readonly when: 'before' | 'after';
}

async function story(
	build: Build,
	tell: (world: PublisherWorld, run: Run) => Promise<void>,
	kill: Kill | null,
) {
	const world = build(OLD);
	let calls = 0;
	let killed = false;
	await tell(world, async (work) => {
		const before = world.calls.names.length;
		if (kill === null) {
			const outcome = await work(world.open());
			calls = world.calls.names.length - before;
			return outcome;
		}
		world.calls.killAt(kill.call, kill.when);
		await work(world.open()).catch((error) => {
			expectKilled(error);
			killed = true;
		});
		world.calls.recover();
		return work(world.open());
	});
	return { calls, killed };
}

/**
 * Expects that the process was killed. Adapters wrap unknown errors, so the cause is checked too.
 */
function expectKilled(error: unknown): void {
	const bottom = error instanceof Error ? (error.cause ?? error) : error;
	expect(String(bottom)).toContain('killed');
}

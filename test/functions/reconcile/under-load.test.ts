import { describe, expect, it } from 'vitest';
import { settleEnds } from '../../../functions/reconcile/ends.ts';
import { sweepOpen } from '../../../functions/reconcile/policies.ts';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { dynamodbLedger } from '../../../shared/containment/ledger/dynamodb-ledger.ts';
import { dynamodbPartPositions } from '../../../shared/containment/ledger/dynamodb-part-positions.ts';
import type { Containment } from '../../../shared/containment/ledger/ledger.ts';
import {
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	REQUESTED_UNTIL,
	TWO_POLICIES,
} from '../../support/a-submitted-request.ts';
import { putItem } from '../../support/damage.ts';
import { eachLedger, withDynamo } from '../../support/each-ledger.ts';
import type { Ledgers } from '../../support/memory-ledger.ts';
import { publishDemand } from '../../support/publish-demand.ts';
import { type ReconcileWorld, reconcileWorld } from '../../support/reconcile-world.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** So many containments, each a millisecond after the one before. */
async function many(
	ledger: Pick<Ledgers, 'request'>,
	count: number,
	{ caseId = null, until = REQUESTED_UNTIL }: { caseId?: string | null; until?: number } = {},
): Promise<Containment[]> {
	const made: Containment[] = [];
	for (let n = 0; n < count; n++) {
		const asked = { occasion: `occasion ${until} ${n}`, caseId, request: { until: until + n } };
		made.push(await ledger.request(aSubmittedRequest(asked)));
	}
	return made;
}

/** The clock moves on by so many milliseconds with each part that is read. */
function timed(world: ReconcileWorld, { now, ms }: { now: number; ms: number }) {
	let time = now;
	world.clock.now = () => time;
	const { openPart } = world.deps.ledger;
	const slowly = (asked: Parameters<typeof openPart>[0]) => {
		time += ms;
		return openPart(asked);
	};
	return { ...world.deps, ledger: { ...world.deps.ledger, openPart: slowly } };
}

async function endedOf({ ledger }: ReconcileWorld, made: readonly Containment[]): Promise<number> {
	const found = await Promise.all(made.map(({ id }) => ledger.find(id)));
	return found.filter((one) => one?.ending != null).length;
}

describe('reconcile under load', () => {
	it('reads no case of what ends later than in two hours', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('high');
		await many(world.ledger, 120, { caseId: theCase.id });
		let finds = 0;
		const { find } = world.deps.cases;
		const counting = (id: string) => {
			finds++;
			return find(id);
		};
		const deps = { ...world.deps, cases: { ...world.deps.cases, find: counting } };
		await reconcile(REQUESTED_UNTIL - 2 * HOUR - 1, deps);
		expect(finds).toBe(0);
		await reconcile(REQUESTED_UNTIL - 2 * HOUR, deps);
		expect(finds).toBe(1);
	});

	it('ends the soonest first, stops when its time is over, and goes on in the next run', async () => {
		const world = reconcileWorld();
		const made = await many(world.ledger, 180);
		const now = REQUESTED_UNTIL + HOUR;
		// Two parts fit into the time of a run.
		await settleEnds(now, timed(world, { now, ms: 15_000 }));
		expect(await endedOf(world, made)).toBe(100);
		expect(await endedOf(world, made.slice(0, 100))).toBe(100);
		expect(world.telemetry.counted).toContain('ReconcileUnfinished ends');
		await settleEnds(now + 5 * MINUTE, timed(world, { now: now + 5 * MINUTE, ms: 15_000 }));
		expect(await endedOf(world, made)).toBe(180);
	});

	it('measures how late the last of them ended', async () => {
		const world = reconcileWorld();
		await many(world.ledger, 3);
		await settleEnds(REQUESTED_UNTIL + 7 * MINUTE, world.deps);
		expect(world.telemetry.counted).toContain('EndedAfter');
	});

	it('extends what would end next before it ends what is over already', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('high');
		const over = await many(world.ledger, 60);
		const [soon] = await many(world.ledger, 1, {
			...{ caseId: theCase.id, until: REQUESTED_UNTIL + HOUR },
		});
		await publishDemand(
			{ ledger: world.ledger, texts: new Map() },
			{ policy: 'scp', holder: 'one', now: REQUESTED_AT },
		);
		const order: string[] = [];
		const { expire, extend } = world.deps.ledger;
		const deps = {
			...world.deps,
			ledger: {
				...world.deps.ledger,
				expire: (id: string, now: number) => {
					order.push('expire');
					return expire(id, now);
				},
				extend: (...given: Parameters<typeof extend>) => {
					order.push('extend');
					return extend(...given);
				},
			},
		};
		await settleEnds(REQUESTED_UNTIL + MINUTE, deps);
		expect(await endedOf(world, over)).toBe(60);
		expect(await world.ledger.find(soon?.id ?? '')).toMatchObject({
			until: REQUESTED_UNTIL + 13 * HOUR,
			ending: null,
		});
		expect(order).toHaveLength(61);
	});

	it('sends one hint for each policy of a part of the run, and no two that the queue takes for one', async () => {
		const world = reconcileWorld();
		await many(world.ledger, 120);
		const changes: string[] = [];
		const toContain = async (_: unknown, change: string) => void changes.push(change);
		const deps = { ...world.deps, hints: { ...world.deps.hints, toContain } };
		await reconcile(REQUESTED_UNTIL + HOUR, deps);
		expect(changes.length).toBeLessThan(5);
		expect(new Set(changes).size).toBe(changes.length);
	});

	it('looks at all open containments in parts, over several runs, and then from the beginning', async () => {
		const world = reconcileWorld();
		await many(world.ledger, 119);
		const request = { policies: TWO_POLICIES, until: REQUESTED_UNTIL + HOUR };
		await world.ledger.request(aSubmittedRequest({ request }));
		const repairs = (run: number) => {
			const now = REQUESTED_AT + run * 5 * MINUTE;
			return sweepOpen(now, timed(world, { now, ms: 45_000 }));
		};
		await repairs(1);
		await repairs(2);
		expect(world.contain).toEqual([]);
		expect(world.telemetry.counted).toContain('ReconcileUnfinished repairs');
		await repairs(3);
		expect(world.contain).toEqual([MANAGEMENT]);
		expect(world.positions.get('repairs')).toBeNull();
		await repairs(4);
		expect(world.positions.get('repairs')).not.toBeNull();
	});

	it('names a few that are stuck, and counts the others', async () => {
		const world = reconcileWorld();
		await many(world.ledger, 120);
		await sweepOpen(REQUESTED_AT + 3 * MINUTE, world.deps);
		expect(world.telemetry.logged).toHaveLength(11);
		expect(world.telemetry.logged.at(-1)?.fields).toEqual({ others: 110 });
	});
});

describe.each(eachLedger())('the open containments, part by part, %s', (_, makeLedger) => {
	it('are none after a place that is later than what is asked for', async () => {
		const ledger = await makeLedger();
		await many(ledger, 2);
		const asked = { most: 3, after: `${REQUESTED_UNTIL + HOUR} abc`, until: REQUESTED_UNTIL };
		expect(await ledger.openPart(asked)).toEqual({ containments: [], next: null });
	});

	it('are all open ones, each once, the soonest end first', async () => {
		const ledger = await makeLedger();
		const made = [
			...(await many(ledger, 7)),
			// All end at the same moment.
			...(await Promise.all(
				['a', 'b', 'c', 'd'].map((occasion) => ledger.request(aSubmittedRequest({ occasion }))),
			)),
		];
		for (const until of [undefined, REQUESTED_UNTIL + 3]) {
			const ids: string[] = [];
			const ends: number[] = [];
			let after: string | null = null;
			do {
				const part = await ledger.openPart({ most: 3, after, ...(until && { until }) });
				ids.push(...part.containments.map(({ id }) => id));
				ends.push(...part.containments.map((one) => one.until));
				after = part.next;
			} while (after !== null);
			const expected = made.filter((one) => one.until <= (until ?? one.until));
			expect(ids.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
			expect(ends).toEqual(ends.toSorted((one, other) => one - other));
		}
	});
});

describe('how far reconcile has come, in the table', () => {
	const dynamo = withDynamo();

	it('is kept, and begins again if it cannot be read', async () => {
		const told: string[] = [];
		const passOver = ({ item }: { readonly item: string }) => void told.push(item);
		const table = { ...(await dynamo().makeTable()), passOver };
		const ledger = dynamodbLedger(table);
		await many(ledger, 4);
		const positions = dynamodbPartPositions(table);
		expect(await positions.read('repairs')).toBeNull();
		const { next } = await ledger.openPart({ most: 2, after: null });
		await positions.write('repairs', next);
		expect(await positions.read('repairs')).toBe(next);
		const rest = await ledger.openPart({ most: 9, after: next });
		expect(rest.containments).toHaveLength(2);
		const nonsense = ['soon', 7, 1e30, {}, '12 CONTAINMENT#x', `${'9'.repeat(20)} abc`, undefined];
		for (const damaged of nonsense) {
			await putItem(table, { pk: 'RECONCILE', sk: 'REPAIRS', next: damaged });
			expect(await positions.read('repairs')).toBeNull();
		}
		expect(told).toHaveLength(nonsense.length);
		await positions.write('repairs', null);
		expect(await positions.read('repairs')).toBeNull();
	});
});

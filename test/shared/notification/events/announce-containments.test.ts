import { describe, expect, it } from 'vitest';
import { announceContainments } from '../../../../shared/notification/events/announce-containments.ts';
import type { DomainEvent } from '../../../../shared/notification/events/domain-event.ts';
import { DamagedItemError } from '../../../../shared/runtime/dynamodb-item.ts';
import { aSubmittedRequest, REQUESTED_AT } from '../../../support/a-submitted-request.ts';
import { memoryLedger } from '../../../support/memory-ledger.ts';
import { someTelemetry } from '../../../support/some-telemetry.ts';

const T = 'scp';

/** Two containments of one case and one by hand, which one run made effective. */
async function aRun() {
	const did: string[] = [];
	const bus = { isDown: false };
	const table = { isDamaged: false, isHot: false, isSilent: false };
	const events: DomainEvent[] = [];
	const telemetry = someTelemetry();
	const ledger = memoryLedger();
	const announce = announceContainments({
		...{ ledger, telemetry },
		cases: {
			touch: async (id) => {
				if (table.isHot) throw new Error('the case was changed by another writer 20 times');
				if (table.isSilent) await new Promise(() => {});
				if (table.isDamaged) throw new DamagedItemError('WHOSE#x / NOW', 'severity');
				did.push(`touch ${id}`);
				return null;
			},
		},
		notices: {
			makeDue: async ({ facts }) => {
				did.push(`make due ${facts.containment}`);
				return 0;
			},
		},
		hints: {
			toNotify: async (hints, change) =>
				void did.push(...hints.map(({ id }) => `hint ${id} ${change}`)),
		},
		events: {
			publish: async (given) => {
				if (bus.isDown) throw new Error('the bus is down');
				events.push(...given);
			},
		},
	});
	const ids: string[] = [];
	for (const [occasion, caseId] of [
		['one', 'case'],
		['two', 'case'],
		['by hand', null],
	] as const) {
		ids.push((await ledger.request(aSubmittedRequest({ occasion, caseId }))).id);
	}
	const lease = await ledger.lease(T, { holder: 'run-1', now: REQUESTED_AT, ms: 1_000 });
	if (lease === null) throw new Error('no lease');
	const outcomes = ids.map((id) => ({ id, state: 'effective', problem: null }) as const);
	await ledger.settle(lease, outcomes, REQUESTED_AT + 4_000);
	const found = await Promise.all(ids.map((id) => ledger.find(id)));
	const changed = found.filter((one) => one !== null);
	const announceRun = () => announce(changed, lease);
	return { did, events, telemetry, bus, table, announceRun, hand: ids[2] };
}

describe('announcing what a publisher changed', () => {
	it('makes the messages due once before the hints, and publishes an event for each containment', async () => {
		const { did, events, announceRun, hand } = await aRun();
		await announceRun();
		expect(did).toEqual([
			...['touch case', `make due ${hand}`],
			...['hint case scp 1', `hint containment:${hand} scp 1`],
		]);
		expect(events.map(({ type }) => type)).toEqual(Array(3).fill('Principal Contained'));
	});

	it('publishes the same events again in a repeat', async () => {
		const { events, announceRun } = await aRun();
		await announceRun();
		const first = structuredClone(events);
		await announceRun();
		expect(events.slice(3)).toEqual(first);
	});

	it('fails and says so if the bus is down, so that it is repeated', async () => {
		const { did, telemetry, bus, announceRun } = await aRun();
		bus.isDown = true;
		await expect(announceRun()).rejects.toThrow('3 announcements failed for scp');
		expect(did).toHaveLength(4);
		expect(telemetry.logged).toMatchObject([{ level: 'error', fields: { policy: T } }]);
	});

	it('announces the rest if a case cannot be made due, then fails', async () => {
		const { did, events, table, announceRun } = await aRun();
		table.isHot = true;
		await expect(announceRun()).rejects.toThrow('1 announcements failed');
		expect(did).toContain('hint case scp 1');
		expect(events).toHaveLength(3);
	});

	it('does not wait longer for a queue that does not answer than a deny can', async () => {
		const { table, announceRun } = await aRun();
		table.isSilent = true;
		const started = performance.now();
		await expect(announceRun()).rejects.toThrow('1 announcements failed');
		expect(performance.now() - started).toBeLessThan(10_000);
	});

	it('passes over a case that cannot be read, because it would fail each time', async () => {
		const { did, events, telemetry, table, announceRun } = await aRun();
		table.isDamaged = true;
		await announceRun();
		expect(did).toContain('hint case scp 1');
		expect(events).toHaveLength(3);
		expect(telemetry.logged).toMatchObject([{ level: 'error', fields: { item: 'WHOSE#x / NOW' } }]);
	});

	it('counts states, and the time to the first effective deny', async () => {
		const { telemetry, announceRun } = await aRun();
		await announceRun();
		expect(telemetry.counted.toSorted()).toEqual([
			...Array(3).fill('Containment effective'),
			...Array(3).fill('EventToDeny'),
		]);
	});
});

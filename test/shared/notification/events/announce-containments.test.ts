import { describe, expect, it } from 'vitest';
import { announceContainments } from '../../../../shared/notification/events/announce-containments.ts';
import type { DomainEvent } from '../../../../shared/notification/events/domain-event.ts';
import { aSubmittedRequest, REQUESTED_AT } from '../../../support/a-submitted-request.ts';
import { memoryLedger } from '../../../support/memory-ledger.ts';
import { someTelemetry } from '../../../support/some-telemetry.ts';

const T = 'scp';

/** Two containments of one case and one by hand, made effective by one run; the test tells of it. */
async function aRun() {
	const did: string[] = [];
	const bus = { isAway: false };
	const events: DomainEvent[] = [];
	const telemetry = someTelemetry();
	const ledger = memoryLedger();
	const announce = announceContainments({
		...{ ledger, telemetry },
		cases: {
			touch: async (id) => {
				did.push(`touch ${id}`);
				return null;
			},
		},
		hints: {
			toNotify: async (hints, change) =>
				void did.push(...hints.map(({ id }) => `hint ${id} ${change}`)),
		},
		events: {
			publish: async (given) => {
				if (bus.isAway) throw new Error('the bus is away');
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
	const tell = (isRepeat = false) => announce(changed, { ...lease, isRepeat });
	return { did, events, telemetry, bus, tell };
}

describe('announcing what a publisher changed', () => {
	it('makes a case due once before the hint, and tells others of each containment', async () => {
		const { did, events, tell } = await aRun();
		await tell();
		expect(did).toEqual(['touch case', 'hint case organization 1']);
		expect(events.map(({ type }) => type)).toEqual(Array(3).fill('Principal Contained'));
	});

	it('tells the same when it is told again', async () => {
		const { events, tell } = await aRun();
		await tell();
		const first = structuredClone(events);
		await tell();
		expect(events.slice(3)).toEqual(first);
	});

	it('fails where the bus is away, so that it is told again', async () => {
		const { did, bus, tell } = await aRun();
		bus.isAway = true;
		await expect(tell()).rejects.toThrow('3 of what organization changed was not told');
		expect(did).toEqual(['touch case', 'hint case organization 1']);
	});

	it('says so and goes on where the bus is away a second time: the next deny is not to wait', async () => {
		const { telemetry, bus, tell } = await aRun();
		bus.isAway = true;
		await tell(true);
		expect(telemetry.logged).toMatchObject([{ level: 'error', fields: { policy: T } }]);
	});

	it('counts states, and the time to the first effective deny', async () => {
		const { telemetry, tell } = await aRun();
		await tell();
		expect(telemetry.counted.toSorted()).toEqual([
			...Array(3).fill('Containment effective'),
			...Array(3).fill('EventToDeny'),
		]);
	});
});

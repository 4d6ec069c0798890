import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import {
	aSubmittedRequest,
	REQUESTED_AT,
	REQUESTED_UNTIL,
} from '../../support/a-submitted-request.ts';
import { publishDemand } from '../../support/publish-demand.ts';
import { reconcileWorld } from '../../support/reconcile-world.ts';

const HOUR = 3_600_000;
const BAD = 'bad';

/** Two containments. The case of the one that ends first cannot be read. */
async function withDamagedCase() {
	const world = reconcileWorld();
	const { case: theCase } = await world.aPostedCase('high');
	const request = { selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:other' } } as const;
	const sooner = { ...request, until: REQUESTED_UNTIL - HOUR };
	const bad = await world.ledger.request(
		aSubmittedRequest({ caseId: BAD, occasion: BAD, request: sooner }),
	);
	const good = await world.ledger.request(aSubmittedRequest({ caseId: theCase.id }));
	const published = { policy: 'scp', holder: 'one', now: REQUESTED_AT + 1 } as const;
	await publishDemand({ ledger: world.ledger, texts: new Map() }, published);
	const { find, touch, ...cases } = world.deps.cases;
	const orDamaged =
		<T>(work: (id: string) => Promise<T>) =>
		(id: string) =>
			id === BAD ? Promise.reject(new DamagedItemError('WHOSE#x / NOW', 'severity')) : work(id);
	const deps = {
		...world.deps,
		cases: { ...cases, find: orDamaged(find), touch: orDamaged(touch) },
	};
	return { world, deps, bad: bad.id, good: good.id };
}

describe('a run of reconcile with a damaged case', () => {
	it('extends the others all the same, and tells of it so that the alarm fires', async () => {
		const { world, deps, good } = await withDamagedCase();
		await reconcile(REQUESTED_UNTIL - 2 * HOUR, deps);
		expect(world.telemetry.counted).toContain('UnreadableItem');
		expect(await world.ledger.find(good)).toMatchObject({ until: REQUESTED_UNTIL + 12 * HOUR });
	});

	it('ends all expired containments, that of the damaged case too', async () => {
		const { world, deps, bad } = await withDamagedCase();
		await reconcile(REQUESTED_UNTIL - HOUR, deps);
		expect(world.telemetry.counted).toContain('UnreadableItem');
		expect(await world.ledger.find(bad)).toMatchObject({ ending: { by: { kind: 'clock' } } });
		expect(world.contain).toContain('scp');
	});
});

import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/reconcile/reconcile.ts';
import { DamagedItemError } from '../../../shared/runtime/dynamodb-item.ts';
import { aWishing, WISHED_AT, WISHED_UNTIL } from '../../support/a-submitted-request.ts';
import { publishDemand } from '../../support/publish-demand.ts';
import { sweepWorld } from '../../support/reconcile-world.ts';

const HOUR = 3_600_000;
const BAD = 'bad';

/** Two who are denied; the case of the one who ends first cannot be read. */
async function withDamagedCase() {
	const world = sweepWorld();
	const { case: theCase } = await world.aSaidCase('high');
	const wish = { selector: { key: 'aws:userid', value: 'AROADEPLOYEXAMPLE001:other' } } as const;
	const sooner = { ...wish, until: WISHED_UNTIL - HOUR };
	const bad = await world.ledger.wish(aWishing({ caseId: BAD, occasion: BAD, wish: sooner }));
	const good = await world.ledger.wish(aWishing({ caseId: theCase.id }));
	const published = { target: 'organization', holder: 'one', now: WISHED_AT + 1 } as const;
	await publishDemand({ ledger: world.ledger, texts: new Map() }, published);
	const { find, touch, ...cases } = world.rooms.cases;
	const orDamaged =
		<T>(work: (id: string) => Promise<T>) =>
		(id: string) =>
			id === BAD ? Promise.reject(new DamagedItemError('WHOSE#x / NOW', 'severity')) : work(id);
	const rooms = { ...world.rooms, cases: { ...cases, find: orDamaged(find), touch: orDamaged(touch) } };
	return { world, rooms, bad: bad.id, good: good.id };
}

describe('a sweep that meets a damaged case', () => {
	it('extends the others all the same, and fails in the end so that the alarm rings', async () => {
		const { world, rooms, good } = await withDamagedCase();
		await expect(sweep(WISHED_UNTIL - 2 * HOUR, rooms)).rejects.toThrow('parts of the sweep failed');
		expect(await world.ledger.find(good)).toMatchObject({ until: WISHED_UNTIL + 12 * HOUR });
	});

	it('ends what has expired all the same, that of the damaged case too', async () => {
		const { world, rooms, bad } = await withDamagedCase();
		await expect(sweep(WISHED_UNTIL - HOUR, rooms)).rejects.toThrow('parts of the sweep failed');
		expect(await world.ledger.find(bad)).toMatchObject({ ending: { by: { kind: 'clock' } } });
		expect(world.contain).toContain('organization');
	});
});

import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/reconcile/reconcile.ts';
import {
	aDecision,
	aWishing,
	MANAGEMENT,
	TWO_TARGETS,
	WISHED_AT,
	WISHED_UNTIL,
} from '../../support/a-submitted-request.ts';
import { publishDemand } from '../../support/publish-demand.ts';
import { KEY_OF_MINJI, type SweepWorld, sweepWorld } from '../../support/reconcile-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Everything wished for the organization is effective. */
async function publish({ ledger }: SweepWorld, now = WISHED_AT + 1): Promise<void> {
	await publishDemand({ ledger, texts: new Map() }, { target: 'organization', holder: `at ${now}`, now });
}

/** A containment that is effective, because of a case of this severity. */
async function anEffective(world: SweepWorld, severity: 'low' | 'high') {
	const { case: theCase } = await world.aSaidCase(severity);
	const { id } = await world.ledger.wish(aWishing({ caseId: theCase.id }));
	await publish(world);
	return { id, caseId: theCase.id };
}

describe('the sweep', () => {
	it('has nothing to do but look at the targets where all is well', async () => {
		const world = sweepWorld();
		await sweep(WISHED_AT, world.rooms);
		expect(world.contain).toEqual(['organization']);
		expect(world.notify).toEqual([]);
		expect(world.telemetry.counted).toEqual(['Swept']);
	});

	it('ends what has expired and has it taken out, and its case said again', async () => {
		const world = sweepWorld();
		const { id, caseId } = await anEffective(world, 'low');
		await sweep(WISHED_UNTIL, world.rooms);
		expect(await world.ledger.find(id)).toMatchObject({ ending: { by: { kind: 'clock' } } });
		expect(world.contain).toContain('organization');
		expect(world.notify).toContain(`case ${caseId}`);
		expect((await world.cases.due(9)).map((one) => one.id)).toEqual([caseId]);
	});

	it('extends a high case that nobody answered, instead of ending it', async () => {
		const world = sweepWorld();
		const { id, caseId } = await anEffective(world, 'high');
		await sweep(WISHED_UNTIL - 2 * HOUR, world.rooms);
		expect(await world.ledger.find(id)).toMatchObject({ until: WISHED_UNTIL + 12 * HOUR, ending: null });
		expect(world.notify).toContain(`case ${caseId}`);
		await sweep(WISHED_UNTIL + 1, world.rooms);
		expect(await world.ledger.find(id)).toMatchObject({ ending: null });
	});

	it('lets a high case end that somebody has answered', async () => {
		const world = sweepWorld();
		const { id, caseId } = await anEffective(world, 'high');
		await world.cases.answer(caseId, { by: 'sora', at: WISHED_AT });
		await sweep(WISHED_UNTIL, world.rooms);
		expect(await world.ledger.find(id)).toMatchObject({ until: WISHED_UNTIL, ending: { at: WISHED_UNTIL } });
	});

	it('has the near end of a low case told, and makes it due no further while it is', async () => {
		const world = sweepWorld();
		const { id, caseId } = await anEffective(world, 'low');
		await sweep(WISHED_UNTIL - 2 * HOUR - 1, world.rooms);
		expect(world.touched).toEqual([]);
		await sweep(WISHED_UNTIL - 2 * HOUR, world.rooms);
		expect(new Set(world.touched)).toEqual(new Set([caseId]));
		const touches = world.touched.length;
		await sweep(WISHED_UNTIL - HOUR, world.rooms);
		expect(world.touched).toHaveLength(touches);
		const said = { channel: 'C1', ts: '1.1', digest: 'x', at: WISHED_UNTIL - HOUR };
		await world.cases.recordSaid(caseId, said, (await world.cases.find(caseId))?.revision ?? 0);
		await sweep(WISHED_UNTIL - HOUR, world.rooms);
		expect(world.touched).toHaveLength(touches);
		expect(await world.ledger.find(id)).toMatchObject({ until: WISHED_UNTIL });
	});

	it('ends an unanswered high case after thirty days', async () => {
		const world = sweepWorld();
		const { id } = await anEffective(world, 'high');
		for (let now = WISHED_AT; now < WISHED_AT + 31 * DAY; now += HOUR) await sweep(now, world.rooms);
		expect(await world.ledger.find(id)).toMatchObject({
			until: WISHED_AT + 30 * DAY,
			ending: { by: { kind: 'clock' } },
		});
	});

	it('asks once for every target that has something open, and warns of what is stuck', async () => {
		const world = sweepWorld();
		await world.ledger.wish(aWishing({ wish: { targets: TWO_TARGETS } }));
		await world.ledger.wish(aWishing({ occasion: 'other', wish: { targets: TWO_TARGETS } }));
		await sweep(WISHED_AT + 2 * 60_000, world.rooms);
		expect(world.contain).toEqual(['organization', MANAGEMENT]);
		expect(world.telemetry.logged).toEqual([]);
		await sweep(WISHED_AT + 2 * 60_000 + 1, world.rooms);
		expect(world.telemetry.logged).toHaveLength(4);
	});

	it('asks for a target from which somebody is still to be taken out', async () => {
		const world = sweepWorld();
		const { id } = await world.ledger.wish(aWishing({ wish: { targets: TWO_TARGETS } }));
		await world.ledger.release(id, aDecision());
		await sweep(WISHED_AT, world.rooms);
		expect(world.contain).toEqual(['organization', MANAGEMENT]);
	});

	it('wakes what is still to be said', async () => {
		const world = sweepWorld();
		const { case: theCase } = await world.aSaidCase('high');
		await world.cases.touch(theCase.id);
		await world.notices.give({ id: 'n1', kind: 'tampering', at: 1, facts: {} });
		await sweep(WISHED_AT, world.rooms);
		expect(world.notify).toEqual([`case ${theCase.id}`, 'notice n1']);
	});

	it('tells of an open brake until somebody says that it is told, or has resumed', async () => {
		const world = sweepWorld();
		await world.ledger.openBrake({ why: 'people', at: WISHED_AT });
		await sweep(WISHED_AT, world.rooms);
		expect(await world.notices.find('brake-1')).toMatchObject({ kind: 'brake-opened', said: null });
		expect(world.notify).toContain('notice brake-1');
		expect(world.events.map(({ detail }) => detail.id)).toEqual(['brake-1']);
		await world.ledger.markBrakeTold(1, WISHED_AT + 1);
		await sweep(WISHED_AT + 1, world.rooms);
		expect(world.events).toHaveLength(1);
	});

	it('asks for the age of a key again, and judges its case by it', async () => {
		const world = sweepWorld();
		const { case: theCase } = await world.aSaidCase('medium', KEY_OF_MINJI);
		await sweep(WISHED_AT, world.rooms);
		expect(await world.cases.find(theCase.id)).toMatchObject({ keyAsked: KEY_OF_MINJI });
		world.ages.set(KEY_OF_MINJI.keyId, { kind: 'known', createdAt: theCase.openedAt - 400 * DAY });
		await sweep(WISHED_AT, world.rooms);
		expect(await world.cases.find(theCase.id)).toMatchObject({ keyAsked: null, case: { severity: 'high' } });
		expect(world.notify).toContain(`case ${theCase.id}`);
	});

	it('asks no more for the age of a key that IAM cannot tell', async () => {
		const world = sweepWorld();
		const { case: theCase } = await world.aSaidCase('medium', KEY_OF_MINJI);
		world.ages.set(KEY_OF_MINJI.keyId, { kind: 'unknown', reason: 'gone' });
		await sweep(WISHED_AT, world.rooms);
		expect(await world.cases.find(theCase.id)).toMatchObject({
			keyAsked: null,
			case: { severity: 'medium' },
		});
		expect(world.telemetry.counted).toContain('KeyAgeUnknown gone');
	});

	it('goes on where a part fails, and fails at the end', async () => {
		const world = sweepWorld();
		await world.ledger.openBrake({ why: 'people', at: WISHED_AT });
		const open = () => Promise.reject(new Error('an item is damaged'));
		const rooms = { ...world.rooms, ledger: { ...world.rooms.ledger, open } };
		await expect(sweep(WISHED_AT, rooms)).rejects.toThrow('3 parts of the sweep failed');
		expect(world.contain).toEqual(['organization']);
		expect(await world.notices.find('brake-1')).not.toBeNull();
		expect(world.telemetry.counted).toContain('Swept');
	});
});

describe('the sweep, killed between any two effects', () => {
	/** Something for every part. */
	async function given() {
		const world = sweepWorld();
		const { id, caseId } = await anEffective(world, 'high');
		const low = await world.ledger.wish(aWishing({ occasion: 'low', caseId: null }));
		await world.ledger.openBrake({ why: 'people', at: WISHED_AT });
		await world.notices.give({ id: 'n1', kind: 'tampering', at: 1, facts: {} });
		const picture = async () => ({
			containments: [await world.ledger.find(id), await world.ledger.find(low.id)],
			due: (await world.cases.due(9)).map((one) => one.id),
			brake: await world.notices.find('brake-1'),
			contain: new Set(world.contain),
			notify: new Set(world.notify),
			events: new Set(world.events.map(({ detail }) => detail.id)),
		});
		return { world, caseId, picture };
	}

	it.each(['before', 'after'] as const)('ends the same when it dies %s any of them', async (when) => {
		const now = WISHED_UNTIL;
		const whole = await given();
		await sweep(now, whole.world.rooms);
		const told = await whole.picture();
		expect(told.due).toEqual([whole.caseId]);
		let killed = 0;
		for (let call = 1; ; call++) {
			const { world, picture } = await given();
			world.calls.dieAt(call, when);
			await sweep(now, world.rooms).catch(() => {});
			if (!world.calls.isDead()) break;
			killed++;
			world.calls.revive();
			await sweep(now, world.rooms);
			expect({ call, ...(await picture()) }).toEqual({ call, ...told });
		}
		expect(killed).toBeGreaterThan(20);
	});
});

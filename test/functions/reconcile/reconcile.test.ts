import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import {
	aDecision,
	aSubmittedRequest,
	MANAGEMENT,
	REQUESTED_AT,
	REQUESTED_UNTIL,
	TWO_POLICIES,
} from '../../support/a-submitted-request.ts';
import { publishDemand } from '../../support/publish-demand.ts';
import {
	KEY_OF_MINJI,
	type ReconcileWorld,
	reconcileWorld,
} from '../../support/reconcile-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Makes everything effective that is requested for the SCP. */
async function publish({ ledger }: ReconcileWorld, now = REQUESTED_AT + 1): Promise<void> {
	await publishDemand({ ledger, texts: new Map() }, { policy: 'scp', holder: `at ${now}`, now });
}

/** An effective containment because of a case of this severity. */
async function anEffective(world: ReconcileWorld, severity: 'low' | 'high') {
	const { case: theCase } = await world.aPostedCase(severity);
	const { id } = await world.ledger.request(aSubmittedRequest({ caseId: theCase.id }));
	await publish(world);
	return { id, caseId: theCase.id };
}

describe('reconcile', () => {
	it('only compares the policies if nothing is wrong', async () => {
		const world = reconcileWorld();
		await reconcile(REQUESTED_AT, world.deps);
		expect(world.contain).toEqual(['scp']);
		expect(world.notify).toEqual([]);
		expect(world.telemetry.counted).toEqual(['Reconciled']);
	});

	it('lists the accounts of the organization once a day', async () => {
		const world = reconcileWorld();
		world.lists.dueAt = REQUESTED_AT;
		for (const hours of [0, 1, 23, 24]) await reconcile(REQUESTED_AT + hours * HOUR, world.deps);
		expect(world.lists.noted).toEqual(['111122223333', '111122223333']);
	});

	it('logs that the accounts cannot be listed, and asks again an hour later', async () => {
		const world = reconcileWorld();
		world.lists.dueAt = REQUESTED_AT;
		const [account] = world.listed.splice(0);
		for (const minutes of [0, 5, 59]) await reconcile(REQUESTED_AT + minutes * 60_000, world.deps);
		expect(world.telemetry.counted.filter((one) => one === 'AccountsNotListed')).toHaveLength(1);
		world.listed.push(account ?? '');
		await reconcile(REQUESTED_AT + HOUR, world.deps);
		expect(world.lists.noted).toEqual(['111122223333']);
	});

	it('ends what has expired, has it taken out, and has its case updated', async () => {
		const world = reconcileWorld();
		const { id, caseId } = await anEffective(world, 'low');
		await reconcile(REQUESTED_UNTIL, world.deps);
		expect(await world.ledger.find(id)).toMatchObject({ ending: { by: { kind: 'clock' } } });
		expect(world.contain).toContain('scp');
		expect(world.notify).toContain(`case ${caseId}`);
		expect((await world.cases.due(9)).map((one) => one.id)).toEqual([caseId]);
	});

	it('extends the containment of an unanswered high case instead of ending it', async () => {
		const world = reconcileWorld();
		const { id, caseId } = await anEffective(world, 'high');
		await reconcile(REQUESTED_UNTIL - 2 * HOUR, world.deps);
		expect(await world.ledger.find(id)).toMatchObject({
			until: REQUESTED_UNTIL + 12 * HOUR,
			ending: null,
		});
		expect(world.notify).toContain(`case ${caseId}`);
		await reconcile(REQUESTED_UNTIL + 1, world.deps);
		expect(await world.ledger.find(id)).toMatchObject({ ending: null });
	});

	it('ends the containment of a high case that somebody answered', async () => {
		const world = reconcileWorld();
		const { id, caseId } = await anEffective(world, 'high');
		await world.cases.answer(caseId, { by: 'sora', at: REQUESTED_AT });
		await reconcile(REQUESTED_UNTIL, world.deps);
		expect(await world.ledger.find(id)).toMatchObject({
			until: REQUESTED_UNTIL,
			ending: { at: REQUESTED_UNTIL },
		});
	});

	it('makes a low case due once when its containment ends soon', async () => {
		const world = reconcileWorld();
		const { id, caseId } = await anEffective(world, 'low');
		await reconcile(REQUESTED_UNTIL - 2 * HOUR - 1, world.deps);
		expect(world.touched).toEqual([]);
		await reconcile(REQUESTED_UNTIL - 2 * HOUR, world.deps);
		expect(new Set(world.touched)).toEqual(new Set([caseId]));
		const touches = world.touched.length;
		await reconcile(REQUESTED_UNTIL - HOUR, world.deps);
		expect(world.touched).toHaveLength(touches);
		const postedMessage = { channel: 'C1', ts: '1.1', digest: 'x', at: REQUESTED_UNTIL - HOUR };
		await world.cases.recordPosted(
			caseId,
			postedMessage,
			(await world.cases.find(caseId))?.revision ?? 0,
		);
		await reconcile(REQUESTED_UNTIL - HOUR, world.deps);
		expect(world.touched).toHaveLength(touches);
		expect(await world.ledger.find(id)).toMatchObject({ until: REQUESTED_UNTIL });
	});

	it('ends the containment of an unanswered high case after thirty days', async () => {
		const world = reconcileWorld();
		const { id } = await anEffective(world, 'high');
		for (let now = REQUESTED_AT; now < REQUESTED_AT + 31 * DAY; now += HOUR)
			await reconcile(now, world.deps);
		expect(await world.ledger.find(id)).toMatchObject({
			until: REQUESTED_AT + 30 * DAY,
			ending: { by: { kind: 'clock' } },
		});
	});

	it('sends one hint for every policy with open containments, and warns of what is stuck', async () => {
		const world = reconcileWorld();
		await world.ledger.request(aSubmittedRequest({ request: { policies: TWO_POLICIES } }));
		await world.ledger.request(
			aSubmittedRequest({ occasion: 'other', request: { policies: TWO_POLICIES } }),
		);
		await reconcile(REQUESTED_AT + 2 * 60_000, world.deps);
		expect(world.contain).toEqual(['scp', MANAGEMENT]);
		expect(world.telemetry.logged).toEqual([]);
		await reconcile(REQUESTED_AT + 2 * 60_000 + 1, world.deps);
		expect(world.telemetry.logged).toHaveLength(4);
	});

	it('sends a hint for a policy that still contains somebody who was released', async () => {
		const world = reconcileWorld();
		const { id } = await world.ledger.request(
			aSubmittedRequest({ request: { policies: TWO_POLICIES } }),
		);
		await world.ledger.release(id, aDecision());
		await reconcile(REQUESTED_AT, world.deps);
		expect(world.contain).toEqual(['scp', MANAGEMENT]);
	});

	it('sends hints about due messages', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('high');
		await world.cases.touch(theCase.id);
		await world.notices.add({ id: 'n1', kind: 'tampering', at: 1, facts: {} });
		await reconcile(REQUESTED_AT, world.deps);
		expect(world.notify).toEqual([`case ${theCase.id}`, 'notice n1']);
	});

	it('announces an open breaker until its notice is posted', async () => {
		const world = reconcileWorld();
		await world.ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		await reconcile(REQUESTED_AT, world.deps);
		expect(await world.notices.find('breaker-1')).toMatchObject({
			kind: 'breaker-opened',
			postedMessage: null,
		});
		expect(world.notify).toContain('notice breaker-1');
		expect(world.events.map(({ detail }) => detail.id)).toEqual(['breaker-1']);
		await world.ledger.markBreakerTold(1, REQUESTED_AT + 1);
		await reconcile(REQUESTED_AT + 1, world.deps);
		expect(world.events).toHaveLength(1);
	});

	it('asks for the age of a key again, and judges its case again', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('medium', KEY_OF_MINJI);
		await reconcile(REQUESTED_AT, world.deps);
		expect(await world.cases.find(theCase.id)).toMatchObject({ keyAsked: KEY_OF_MINJI });
		world.ages.set(KEY_OF_MINJI.keyId, { kind: 'known', createdAt: theCase.openedAt - 400 * DAY });
		await reconcile(REQUESTED_AT, world.deps);
		expect(await world.cases.find(theCase.id)).toMatchObject({
			keyAsked: null,
			case: { severity: 'high' },
		});
		expect(world.notify).toContain(`case ${theCase.id}`);
	});

	it('judges a case again while another one cannot be judged, and fails at the end', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('medium', KEY_OF_MINJI);
		const { keysAsked } = world.deps.cases;
		const withBad = async (most: number) => {
			const found = await keysAsked(most);
			return [...found.map((one) => ({ ...one, case: { ...one.case, id: 'bad' } })), ...found];
		};
		const settleKeyAge: typeof world.deps.cases.settleKeyAge = (id, settled) =>
			id === 'bad' ? Promise.reject(new Error('bad')) : world.cases.settleKeyAge(id, settled);
		const deps = {
			...world.deps,
			cases: { ...world.deps.cases, keysAsked: withBad, settleKeyAge },
		};
		world.ages.set(KEY_OF_MINJI.keyId, { kind: 'unknown', reason: 'gone' });
		await expect(reconcile(REQUESTED_AT, deps)).rejects.toThrow('1 parts');
		expect(world.notify).toContain(`case ${theCase.id}`);
	});

	it('does not ask again for the age of a key that IAM does not know', async () => {
		const world = reconcileWorld();
		const { case: theCase } = await world.aPostedCase('medium', KEY_OF_MINJI);
		world.ages.set(KEY_OF_MINJI.keyId, { kind: 'unknown', reason: 'gone' });
		await reconcile(REQUESTED_AT, world.deps);
		expect(await world.cases.find(theCase.id)).toMatchObject({
			keyAsked: null,
			case: { severity: 'medium' },
		});
		expect(world.telemetry.counted).toContain('KeyAgeUnknown gone');
	});

	it('goes on if a part fails, and fails at the end', async () => {
		const world = reconcileWorld();
		await world.ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		const openPart = () => Promise.reject(new Error('the table does not answer'));
		const deps = { ...world.deps, ledger: { ...world.deps.ledger, openPart } };
		await expect(reconcile(REQUESTED_AT, deps)).rejects.toThrow('2 parts of reconcile failed');
		expect(world.contain).toEqual(['scp']);
		expect(await world.notices.find('breaker-1')).not.toBeNull();
		expect(world.telemetry.counted).toContain('Reconciled');
	});
});

describe('reconcile, killed between any two effects', () => {
	/** A state in which every part has something to do. */
	async function given() {
		const world = reconcileWorld();
		const { id, caseId } = await anEffective(world, 'high');
		const low = await world.ledger.request(aSubmittedRequest({ occasion: 'low', caseId: null }));
		await world.ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		await world.notices.add({ id: 'n1', kind: 'tampering', at: 1, facts: {} });
		const picture = async () => ({
			containments: [await world.ledger.find(id), await world.ledger.find(low.id)],
			due: (await world.cases.due(9)).map((one) => one.id),
			breaker: await world.notices.find('breaker-1'),
			contain: new Set(world.contain),
			notify: new Set(world.notify),
			events: new Set(world.events.map(({ detail }) => detail.id)),
		});
		return { world, caseId, picture };
	}

	it.each(['before', 'after'] as const)(
		'ends the same if it is killed %s any of them',
		async (when) => {
			const now = REQUESTED_UNTIL;
			const whole = await given();
			await reconcile(now, whole.world.deps);
			const expected = await whole.picture();
			expect(expected.due).toEqual([whole.caseId]);
			let killed = 0;
			for (let call = 1; ; call++) {
				const { world, picture } = await given();
				world.calls.killAt(call, when);
				await reconcile(now, world.deps).catch(() => {});
				if (!world.calls.isKilled()) break;
				killed++;
				world.calls.restart();
				await reconcile(now, world.deps);
				expect({ call, ...(await picture()) }).toEqual({ call, ...expected });
			}
			expect(killed).toBeGreaterThan(20);
		},
	);
});

import { describe, expect, it } from 'vitest';
import { prepareRelease, releaseAll } from '../../../shared/decision/release.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import {
	aDecisionWorld,
	eachKindOfStores,
	givenCase,
	publish,
	REASON,
	release,
	SORA,
} from '../../support/decision-world.ts';

describe.each(eachKindOfStores())('a release, with the table %s', (_, makeStores) => {
	const makeWorld = async () => aDecisionWorld(undefined, { stores: await makeStores() });

	it('ends the containments of a case, answers it, and tells publisher and sender', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);

		expect(await release(world, stored.case.id)).toEqual({ kind: 'done', policies: ['scp'] });

		const [id = ''] = containments.map((one) => one.id);
		const released = await world.deps.ledger.find(id);
		expect(released?.ending).toMatchObject({ by: { kind: 'person', arn: SORA.arn }, why: REASON });
		const answered = await world.deps.cases.find(stored.case.id);
		expect(answered?.answer).toEqual({ by: SORA.arn, at: world.deps.now() });
		expect(world.sent.contain).toEqual([`scp ${id} ${released?.steps}`]);
		expect(world.sent.notify.at(-1)).toBe(`case ${stored.case.id} revision ${answered?.revision}`);
		expect((await world.deps.ledger.history(id)).at(-1)).toMatchObject({
			kind: 'ending',
			by: { kind: 'person', arn: SORA.arn },
			why: REASON,
		});
	});

	it('changes nothing when it is run again, and tells once more', async () => {
		const world = await makeWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		await publish(world, REQUESTED_AT + 1000);
		await release(world, stored.case.id);
		const first = await world.deps.ledger.find(containments[0]?.id ?? '');
		world.wait(1);

		expect(await prepareRelease(stored.case.id, world.deps)).toMatchObject({ releasable: [] });
		await release(world, stored.case.id, 'another reason');

		expect(await world.deps.ledger.find(containments[0]?.id ?? '')).toEqual(first);
		// The same hint once more: the first may have been lost.
		expect(world.sent.contain).toHaveLength(2);
		expect(new Set(world.sent.contain).size).toBe(1);
	});
});

describe('a release', () => {
	it('of a containment leaves the case unanswered', async () => {
		const world = aDecisionWorld();
		const { stored, containments } = await givenCase(world, 'asked');
		await release(world, containments[0]?.id ?? '');
		expect(await world.deps.ledger.find(containments[0]?.id ?? '')).toMatchObject({
			state: 'ended',
		});
		expect((await world.deps.cases.find(stored.case.id))?.answer).toBeNull();
		expect(world.sent.contain).toEqual([]);
		expect(world.sent.notify).toHaveLength(1);
	});

	it('answers a case of which nobody is contained', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'planned');
		expect(await release(world, stored.case.id)).toEqual({ kind: 'done', policies: [] });
		expect((await world.deps.cases.find(stored.case.id))?.answer?.by).toBe(SORA.arn);
		expect(world.sent.notify).toHaveLength(1);
	});

	it('prepared changes nothing', async () => {
		const world = aDecisionWorld();
		const { stored, containments } = await givenCase(world, 'requested');
		expect(await prepareRelease(stored.case.id, world.deps)).toMatchObject({
			...{ kind: 'prepared', subject: { kind: 'case' }, releasable: containments },
		});
		expect(await world.deps.ledger.find(containments[0]?.id ?? '')).toEqual(containments[0]);
		expect(world.sent).toEqual({ notify: [], contain: [] });
	});

	it('of everybody answers no case', async () => {
		const world = aDecisionWorld();
		const { stored } = await givenCase(world, 'requested');
		const open = await world.deps.ledger.open();
		expect(await releaseAll(open, REASON, world.deps)).toEqual({ kind: 'done', policies: ['scp'] });
		expect((await world.deps.cases.find(stored.case.id))?.answer).toBeNull();
		expect(world.sent.contain).toHaveLength(1);
	});

	it('knows no other id', async () => {
		const world = aDecisionWorld();
		const { region } = world.deps.settings.configuration.deployment;
		expect(await release(world, '0123456789')).toEqual({
			...{ kind: 'refused', reason: 'unknown-id', detail: { id: '0123456789', region } },
		});
	});
});

import { describe, expect, it } from 'vitest';
import {
	carryOutResume,
	heldContainments,
	prepareResume,
} from '../../../shared/decision/resume.ts';
import { REQUESTED_AT } from '../../support/a-submitted-request.ts';
import { aDecisionWorld, givenCase, REASON, SORA } from '../../support/decision-world.ts';

describe('resuming', () => {
	it('closes the breaker, and leaves held what it held', async () => {
		const world = aDecisionWorld();
		const { ledger } = world.deps;
		const { containments } = await givenCase(world, 'held');
		await ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		expect(await prepareResume(world.deps)).toMatchObject({
			...{ kind: 'prepared', opening: { number: 1, resumed: null } },
		});

		expect(await carryOutResume(REASON, world.deps)).toEqual({ kind: 'done', isOpenAgain: false });

		expect((await ledger.breaker())?.resumed).toEqual({
			by: { kind: 'person', arn: SORA.arn },
			why: REASON,
			at: world.deps.now(),
		});
		expect(await heldContainments(world.deps)).toEqual(containments);
	});

	it('has nothing to do before it ever opened, and once it is closed', async () => {
		const { deps } = aDecisionWorld();
		expect(await prepareResume(deps)).toEqual({ kind: 'nothing-to-do', opening: null });
		await deps.ledger.openBreaker({ why: 'people', at: REQUESTED_AT });
		await carryOutResume(REASON, deps);
		expect((await prepareResume(deps)).kind).toBe('nothing-to-do');
	});

	it('says where it has opened once more since', async () => {
		const { deps } = aDecisionWorld();
		await deps.ledger.openBreaker({ why: 'people', at: deps.now() + 1 });
		expect(await carryOutResume(REASON, deps)).toEqual({ kind: 'done', isOpenAgain: true });
	});
});

import { describe, expect, it } from 'vitest';
import { containmentsOfCase, occasionOf } from '../../../shared/case/containments-of-case.ts';
import { aCase } from '../../support/a-case.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { aWishing, RESPONDER } from '../../support/a-submitted-request.ts';
import { memoryLedger } from '../../support/memory-ledger.ts';

const theCase = aCase();
const plan = stolenKeyPlan();

function wishing(at: number, n = 1, reach: 'outside' | 'everything' = 'outside') {
	const [wish] = plan.wishes;
	if (wish === undefined) throw new Error('the plan has no wish');
	const occasion = occasionOf(theCase.id, n);
	return aWishing({ wish: { ...wish, reach }, occasion, caseId: theCase.id, by: RESPONDER, at });
}

describe('containmentsOfCase', () => {
	it('finds what rules wished, whatever became of the plan', async () => {
		const ledger = memoryLedger();
		const { id } = await ledger.wish(wishing(1));
		const empty = { case: theCase, containments: [id, 'unknown'], plan: { wishes: [], notContained: [] } };
		expect((await containmentsOfCase(empty, ledger)).map((one) => one.id)).toEqual([id]);
	});

	it('finds what humans wished of the plan, each time and in each reach, once and in order', async () => {
		const ledger = memoryLedger();
		const third = await ledger.wish(wishing(3, 1, 'everything'));
		const first = await ledger.wish(wishing(1));
		const second = await ledger.wish(wishing(2, 2));
		const stored = { case: theCase, containments: [first.id], plan };
		expect(await containmentsOfCase(stored, ledger)).toEqual([first, second, third]);
	});

	it('finds nothing where nothing was wished', async () => {
		expect(await containmentsOfCase({ case: theCase, containments: [], plan }, memoryLedger())).toEqual([]);
	});
});

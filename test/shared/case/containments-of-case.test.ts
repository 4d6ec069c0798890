import { describe, expect, it } from 'vitest';
import { containmentsOfCase, occasionOf } from '../../../shared/case/containments-of-case.ts';
import { aCase } from '../../support/a-case.ts';
import { stolenKeyPlan } from '../../support/a-case-plan.ts';
import { aSubmittedRequest, RESPONDER } from '../../support/a-submitted-request.ts';
import { memoryLedger } from '../../support/memory-ledger.ts';

const theCase = aCase();
const plan = stolenKeyPlan();

function submitted(
	at: number,
	n = 1,
	denyScope: 'untrusted-networks' | 'everything' = 'untrusted-networks',
) {
	const [request] = plan.requests;
	if (request === undefined) throw new Error('the plan has no request');
	const occasion = occasionOf(theCase.id, n);
	return aSubmittedRequest({
		request: { ...request, denyScope },
		occasion,
		caseId: theCase.id,
		by: RESPONDER,
		at,
	});
}

describe('containmentsOfCase', () => {
	it('finds what rules requested, even if the plan has changed', async () => {
		const ledger = memoryLedger();
		const { id } = await ledger.request(submitted(1));
		const empty = {
			case: theCase,
			containments: [id, 'unknown'],
			plan: { requests: [], notContained: [] },
		};
		expect((await containmentsOfCase(empty, ledger)).map((one) => one.id)).toEqual([id]);
	});

	it('finds what humans requested from the plan, each time and with each deny scope, once and in order', async () => {
		const ledger = memoryLedger();
		const third = await ledger.request(submitted(3, 1, 'everything'));
		const first = await ledger.request(submitted(1));
		const second = await ledger.request(submitted(2, 2));
		const stored = { case: theCase, containments: [first.id], plan };
		expect(await containmentsOfCase(stored, ledger)).toEqual([first, second, third]);
	});

	it('finds nothing if nothing was requested', async () => {
		expect(
			await containmentsOfCase({ case: theCase, containments: [], plan }, memoryLedger()),
		).toEqual([]);
	});
});

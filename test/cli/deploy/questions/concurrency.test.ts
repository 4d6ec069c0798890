import { describe, expect, it } from 'vitest';
import { askConcurrency } from '../../../../cli/deploy/questions/concurrency.ts';
import type { Concurrency } from '../../../../cli/deploy/questions/preflight.ts';
import { reservedInAll } from '../../../../infra/reserved-concurrency.ts';
import { SINGLE } from '../deploy-world.ts';
import { ALONE, ask, denied, HUB, MANAGEMENT } from './ask.ts';

const NEEDED = reservedInAll();

function answer(concurrency: Concurrency) {
	return ask(askConcurrency, { ...ALONE, aws: { concurrency: async () => concurrency } });
}

describe('the concurrency of Lambda', () => {
	it('suffices if 100 are left for functions without a reservation', async () => {
		const least = NEEDED + 100;
		expect(await answer({ limit: 200, unreserved: least, ours: 0 })).toEqual({
			told: [
				`Lambda: 200 executions at once in ap-northeast-2, ${least} of them not reserved by others; ${NEEDED} are reserved for eyes-system`,
			],
			problems: [],
		});
		const { problems } = await answer({ limit: 200, unreserved: least - 1, ours: 0 });
		expect(problems).toEqual([
			expect.stringMatching(/so 1 are missing[\s\S]*--desired-value 1000\n/),
		]);
	});

	it('counts what is reserved already, so that the second deployment is not refused', async () => {
		const { problems } = await answer({ limit: 200, unreserved: 100, ours: NEEDED });
		expect(problems).toEqual([]);
	});

	it('of a new account allows no reservation, and both ways out are named', async () => {
		const { problems } = await answer({ limit: 10, unreserved: 10, ours: 0 });
		expect(problems).toEqual([
			expect.stringMatching(
				/10 executions at once[\s\S]*request-service-quota-increase --region ap-northeast-2 --service-code lambda --quota-code L-B99A9384 --desired-value 1000\n[\s\S]*reserveConcurrency: false/,
			),
		]);
	});

	it('that others have reserved needs a limit above the usual one', async () => {
		const { problems } = await answer({ limit: 1_000, unreserved: 100, ours: 0 });
		expect(problems[0]).toContain(`--desired-value ${1_000 + NEEDED}\n`);
	});

	it('is asked in the hub, and neither in the management account nor without reservations', async () => {
		const aws = { concurrency: denied };
		const nothing = { told: [], problems: [] };
		expect((await ask(askConcurrency, { ...HUB, aws })).told).toHaveLength(1);
		expect(await ask(askConcurrency, { ...MANAGEMENT, aws })).toEqual(nothing);
		const deployment = { ...SINGLE.deployment, reserveConcurrency: false };
		const configuration = { ...SINGLE, deployment };
		expect(await ask(askConcurrency, { ...ALONE, configuration, aws })).toEqual(nothing);
	});
});

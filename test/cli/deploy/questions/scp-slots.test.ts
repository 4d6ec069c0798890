import { describe, expect, it } from 'vitest';
import { askScpSlots } from '../../../../cli/deploy/questions/scp-slots.ts';
import { ALONE, ask, counted, denied, HUB, MANAGEMENT, withDeployment } from './ask.ts';

const OURS = ['eyes-containment', 'eyes-guard'];

function theirs(count: number): string[] {
	return Array.from({ length: count }, (_, n) => `theirs-${n}`);
}

describe('the SCPs at a target', () => {
	it.each([
		['eight others', theirs(8)],
		['eight others and ours', [...theirs(8), ...OURS]],
	])('leave room beside %s', async (_, attached) => {
		const aws = { scpsAt: async () => attached };
		expect(await ask(askScpSlots, { ...MANAGEMENT, aws })).toEqual({
			told: [`SCPs: room for ours, r-a1b2 has ${attached.length} of 10`],
			problems: [],
		});
	});

	it('leave no room, and are named for each target', async () => {
		const targets = { units: ['ou-a1b2-11111111', 'ou-a1b2-22222222'] };
		const aws = {
			scpsAt: async (target: string) => theirs(target.endsWith('1') ? 9 : 1),
		};
		const configuration = withDeployment({ targets });
		const { problems } = await ask(askScpSlots, { ...MANAGEMENT, configuration, aws });
		expect(problems).toEqual([
			expect.stringMatching(
				/^ou-a1b2-11111111 has 9 SCPs.*detach 1 .*: theirs-0, .*theirs-8\n.*list-policies-for-target .*\n.*detach-policy .*--target-id ou-a1b2-11111111$/,
			),
		]);
	});

	it('are asked about for one target after another, because Organizations throttles', async () => {
		const accounts = Array.from({ length: 30 }, (_, n) => `${444455550000 + n}`);
		const { most, call } = counted(async () => ['FullAWSAccess']);
		const configuration = withDeployment({ targets: { accounts } });
		await ask(askScpSlots, { ...MANAGEMENT, configuration, aws: { scpsAt: call } });
		expect(most.atOnce).toBe(1);
	});

	it('are not too many in the organization', async () => {
		const aws = { scps: async () => theirs(9_999) };
		const { problems } = await ask(askScpSlots, { ...MANAGEMENT, aws });
		expect(problems).toEqual([expect.stringMatching(/has 9999 SCPs.*allows 10000: delete 1 /)]);
		const fits = { scps: async () => [...theirs(9_998), ...OURS] };
		expect((await ask(askScpSlots, { ...MANAGEMENT, aws: fits })).problems).toEqual([]);
	});

	it('are asked only in the management account', async () => {
		for (const where of [ALONE, HUB])
			expect(await ask(askScpSlots, { ...where, aws: { scps: denied } })).toEqual({
				told: [],
				problems: [],
			});
	});
});

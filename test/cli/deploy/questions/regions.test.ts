import { describe, expect, it } from 'vitest';
import type { RegionState } from '../../../../cli/deploy/questions/preflight.ts';
import { askRegions } from '../../../../cli/deploy/questions/regions.ts';
import { ALONE, ask, HUB, MANAGEMENT } from './ask.ts';

// Watched are ap-northeast-2, the hub's, and us-east-1; in the organization us-west-2 instead.
function answer(where: typeof ALONE, over: Readonly<Record<string, RegionState | null>> = {}) {
	const other = where === ALONE ? 'us-east-1' : 'us-west-2';
	const states = { 'ap-northeast-2': 'by-default', [other]: 'by-default', ...over };
	const known = Object.entries(states).filter(
		(entry): entry is [string, RegionState] => entry[1] !== null,
	);
	return ask(askRegions, { ...where, aws: { regions: async () => new Map(known) } });
}

describe('the enabled Regions', () => {
	it('are all watched', async () => {
		expect(await answer(ALONE, { 'af-south-1': 'disabled' })).toEqual({
			told: ['Regions: all that account 111122223333 can use are watched'],
			problems: [],
		});
	});

	it('that are not watched are a warning with the line to paste', async () => {
		const over = { 'eu-west-1': 'by-default', 'ap-east-1': 'enabled' } as const;
		const { told, problems } = await answer(ALONE, over);
		expect(problems).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(
				/^warning: .*can use Regions that are not watched.*eu-west-1, ap-east-1[\s\S]*\n {2}regions: \['us-east-1', 'eu-west-1', 'ap-east-1'\],$/,
			),
		]);
		expect(told[0]).not.toContain('Other accounts');
		expect((await answer(MANAGEMENT, over)).told[0]).toContain('Other accounts may have other');
	});

	it('that are not watched are told without the ones that must go', async () => {
		const over = { 'us-east-1': 'disabled', 'eu-west-1': 'by-default' } as const;
		const { told, problems } = await answer(ALONE, over);
		expect(problems).toEqual([expect.stringContaining('regions: [], ')]);
		expect(told).toEqual([expect.stringMatching(/\n {2}regions: \['eu-west-1'\],$/)]);
	});

	it.each([
		['a Region that does not exist', null, /^deployment\.regions: us-east-1 is no Region/],
		[
			'a disabled one, with both ways',
			'disabled' as const,
			/^deployment\.regions: us-east-1 is not enabled in account 111122223333[\s\S]*\n {2}aws account enable-region --region-name us-east-1\n {2}regions: \[\], /,
		],
		[
			'one that is not ready',
			'enabling' as const,
			/^deployment\.regions: us-east-1 is still being enabled[\s\S]*\. Wait, or leave it out:\n {2}regions: \[\], /,
		],
	])('refuse %s', async (_, state, problem) => {
		const { problems } = await answer(ALONE, { 'us-east-1': state });
		expect(problems).toEqual([expect.stringMatching(problem)]);
	});

	it("refuse the hub's Region if it is disabled, and name its setting", async () => {
		for (const where of [ALONE, HUB, MANAGEMENT]) {
			const { problems } = await answer(where, { 'ap-northeast-2': 'disabled' });
			expect(problems).toEqual([
				expect.stringMatching(/^deployment\.region: ap-northeast-2 is not enabled.*\n.*$/),
			]);
		}
	});

	it('of the hub account may lack a Region, because only StackSets deploy to it', async () => {
		const { told, problems } = await answer(HUB, { 'us-west-2': 'disabled' });
		expect(problems).toEqual([]);
		expect(told).toEqual([expect.stringMatching(/^warning: .*us-west-2 is not enabled/)]);
		const management = await answer(MANAGEMENT, { 'us-west-2': 'disabled' });
		expect(management.problems).toHaveLength(1);
	});

	it("make a doubt of an organization's hub in a Region that must be enabled", async () => {
		const { told, problems } = await answer(MANAGEMENT, { 'ap-northeast-2': 'enabled' });
		expect(problems).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(/^warning: ap-northeast-2, the Region of the hub, is not enabled by/),
		]);
		expect((await answer(ALONE, { 'ap-northeast-2': 'enabled' })).told[0]).not.toContain('warning');
	});
});

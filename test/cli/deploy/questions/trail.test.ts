import { describe, expect, it } from 'vitest';
import type { Trail } from '../../../../cli/deploy/questions/check-trails.ts';
import { askTrail } from '../../../../cli/deploy/questions/trail.ts';
import { GOOD_TRAIL } from '../good-account.ts';
import { ALONE, ask, HUB, MANAGEMENT } from './ask.ts';

const WHOLE: Trail = { ...GOOD_TRAIL, arn: 'arn:whole', isOrganization: true };
const STOPPED: Trail = { ...WHOLE, isLogging: false };
const FOUND = `trail: ${GOOD_TRAIL.arn}, logs reads and writes in all Regions`;

function answer(where: typeof ALONE, ...trails: Trail[]) {
	return ask(askTrail, { ...where, aws: { trails: async () => trails } });
}

describe('the trail', () => {
	it.each([
		['an account that stands alone', ALONE],
		['the hub', HUB],
	])('of %s is its own without doubt, before one of the organization', async (_, where) => {
		expect(await answer(where, WHOLE, GOOD_TRAIL)).toEqual({ told: [FOUND], problems: [] });
	});

	it.each([
		['an account that stands alone', ALONE],
		['the hub', HUB],
		['the management account', MANAGEMENT],
	])('of the organization is accepted with one doubt: %s', async (_, where) => {
		const { told, problems } = await answer(where, WHOLE);
		expect(problems).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(
				/^trail: arn:whole, logs reads and writes in all Regions\. .*likely, but AWS does not document/,
			),
		]);
	});

	it('of the management account itself does not show that members are recorded', async () => {
		const { told, problems } = await answer(MANAGEMENT, GOOD_TRAIL, STOPPED);
		expect(problems).toEqual([]);
		expect(told).toEqual([
			FOUND,
			expect.stringMatching(
				/^warning: arn:aws:\S+ logs only the management account.*each member needs [\s\S]*arn:whole: does not log$/,
			),
		]);
		// One of the organization is preferred there.
		const both = await answer(MANAGEMENT, GOOD_TRAIL, WHOLE);
		expect(both.told[0]).toContain('arn:whole');
		expect(both.told.join()).not.toContain('only the management account');
	});

	it('is missing, and the command that creates it fits the account', async () => {
		const alone = await answer(ALONE, STOPPED);
		expect(alone.problems[0]).toMatch(/arn:whole: does not log[\s\S]*--is-multi-region-trail\n/);
		const management = await answer(MANAGEMENT);
		expect(management.problems[0]).toMatch(/has no trail[\s\S]*--is-organization-trail\n/);
	});
});

import { describe, expect, it } from 'vitest';
import { askConcurrency } from '../../../../cli/deploy/questions/concurrency.ts';
import { askExemptRole } from '../../../../cli/deploy/questions/exempt-role.ts';
import { ifAllowed } from '../../../../cli/deploy/questions/if-allowed.ts';
import { askOrganization } from '../../../../cli/deploy/questions/organization.ts';
import { askPermissionSets } from '../../../../cli/deploy/questions/permission-sets.ts';
import { askRegions } from '../../../../cli/deploy/questions/regions.ts';
import { askRoom } from '../../../../cli/deploy/questions/room.ts';
import { askScpSlots } from '../../../../cli/deploy/questions/scp-slots.ts';
import { askTrail } from '../../../../cli/deploy/questions/trail.ts';
import { ALL_DENIED, ALONE, ask, HUB, MANAGEMENT } from './ask.ts';

describe('a question whose call is denied', () => {
	it.each([
		['trails', askTrail, ALONE, 'aws cloudtrail describe-trails --region ap-northeast-2'],
		['Regions', askRegions, ALONE, 'aws account list-regions'],
		[
			'concurrency',
			askConcurrency,
			ALONE,
			'aws lambda get-account-settings --region ap-northeast-2',
		],
		[
			'SCPs',
			askScpSlots,
			MANAGEMENT,
			'aws organizations list-policies-for-target .* --target-id r-a1b2',
		],
		['the role', askExemptRole, HUB, 'aws iam get-role --query Role.Arn --role-name responder'],
		['room', askRoom, ALONE, 'aws events list-rules'],
		['the organization', askOrganization, MANAGEMENT, 'aws organizations list-roots'],
		['permission sets', askPermissionSets, ALONE, 'aws sso-admin list-customer-managed-policy'],
	])('warns with the command that finds it out: %s', async (_, question, where, command) => {
		const { told, problems } = await ask(question, { ...where, aws: ALL_DENIED });
		expect(problems).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(new RegExp(`^warning: not checked, [\\s\\S]*\\n {2}${command}`)),
		]);
	});

	it('passes on any other error', async () => {
		const failing = ifAllowed(
			() => Promise.reject(new Error('the network is down')),
			() => ({ what: 'nothing', command: 'none' }),
		);
		await expect(ask(failing, ALONE)).rejects.toThrow('the network is down');
	});
});

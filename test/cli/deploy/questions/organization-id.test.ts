import { expect, it } from 'vitest';
import type { DeployQuestions } from '../../../../cli/deploy/deps.ts';
import { partOf } from '../../../../cli/deploy/part.ts';
import { askOrganizationId } from '../../../../cli/deploy/questions/organization-id.ts';
import { ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, ORGANIZATION, SINGLE } from '../deploy-world.ts';

function ask(
	found: Awaited<ReturnType<DeployQuestions['organizationId']>>,
	configuration = ORGANIZATION,
) {
	const { deps } = aDeployWorld({ configuration, aws: { organizationId: async () => found } });
	const part = partOf(deps.configuration, ACCOUNT, 'us-east-1');
	return askOrganizationId({ part, options: { delegationByHand: false, bus: null }, deps });
}

it('accepts the id of the own organization, and asks nothing for a single account', async () => {
	const nothing = { told: [], problems: [] };
	expect(await ask({ id: 'o-a1b2c3d4e5' })).toEqual(nothing);
	expect(await ask(null, SINGLE)).toEqual(nothing);
});

it.each([
	[{ id: 'o-zzzzzzzzzz' }, 'o-zzzzzzzzzz'],
	[null, 'no organization'],
])('refuses another one: %o', async (found, name) => {
	expect((await ask(found)).problems).toEqual([
		expect.stringContaining(
			`is o-a1b2c3d4e5, but account 111122223333 belongs to ${name}; correct`,
		),
	]);
});

it('warns if it may not be asked', async () => {
	const { told, problems } = await ask('denied');
	expect(told[0]).toMatch(
		/^warning: .*was not checked:\n {2}aws organizations describe-organization/,
	);
	expect(problems).toEqual([]);
});

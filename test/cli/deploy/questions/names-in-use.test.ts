import { describe, expect, it } from 'vitest';
import { partOf } from '../../../../cli/deploy/part.ts';
import { askNamesInUse } from '../../../../cli/deploy/questions/names-in-use.ts';
import { ACCOUNT, MANAGEMENT_ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld, type Stacks } from '../deploy-world.ts';
import { ALONE, denied, HUB, MANAGEMENT } from './ask.ts';

const NOTHING = { told: [], problems: [] };
const OLD_REGION = 'eu-west-1';

interface Given {
	/** The roles of the account, by name. */
	readonly roles?: readonly string[];
	readonly path?: string;
	readonly stacks?: Stacks;
	/** Where the stack `eyes-system` is, beside the Region of the configuration. */
	readonly hubIn?: string;
	readonly roleArn?: () => Promise<string | null>;
	readonly regions?: () => Promise<never>;
}

/** Asks one question in an account that has these roles. */
function ask(
	account: typeof HUB,
	{ roles = [], path = '/eyes/', stacks = {}, hubIn, ...aws }: Given,
) {
	const { deps } = aDeployWorld({
		...{ ...account, stacks },
		aws: {
			regions: async () =>
				new Map([
					['ap-northeast-2', 'by-default'],
					[OLD_REGION, 'enabled'],
					['ap-east-1', 'disabled'],
					['us-west-1', 'by-default'],
				]),
			roleArn: async (name) =>
				roles.includes(name) ? `arn:aws:iam::${deps.caller.account}:role${path}${name}` : null,
			...aws,
		},
	});
	const { state } = deps.stacks;
	const stacksOfRegions: typeof deps.stacks = {
		...deps.stacks,
		state: async (name, region) => {
			if (region === 'ap-east-1') throw new Error('a disabled Region does not answer');
			if (region === 'us-west-1') return denied();
			if (region === hubIn && name === 'eyes-system')
				return { name, region, id: name, status: 'CREATE_COMPLETE', reason: null };
			return state(name, region);
		},
	};
	const part = partOf(deps.configuration, deps.caller.account, 'us-east-1');
	return askNamesInUse({
		...{ part, options: { delegationByHand: false, bus: null } },
		deps: { ...deps, stacks: stacksOfRegions },
	});
}

describe('another deployment in the account', () => {
	it('is not there if the account has none of our roles', async () => {
		for (const account of [HUB, MANAGEMENT, ALONE])
			expect(await ask(account, { roles: ['deployer'] })).toEqual(NOTHING);
		expect(await ask(HUB, { roles: ['eyes-contain'], path: '/other/' })).toEqual(NOTHING);
	});

	it.each([
		['hub', HUB, 'eyes-contain', ACCOUNT],
		['single account', ALONE, 'eyes-contain', ACCOUNT],
		['single account that is a member', ALONE, 'eyes-forwarder', ACCOUNT],
		['management account', MANAGEMENT, 'eyes-forwarder', MANAGEMENT_ACCOUNT],
	])('would be in the way of a %s', async (_, account, role, id) => {
		const { problems } = await ask(account, { roles: [role] });
		expect(problems).toEqual([
			expect.stringContaining(`arn:aws:iam::${id}:role/eyes/${role}. Another deployment made them`),
		]);
	});

	it('is named by its Region, as when deployment.region has changed', async () => {
		const { problems } = await ask(ALONE, { roles: ['eyes-contain'], hubIn: OLD_REGION });
		expect(problems[0]).toContain(`The stack eyes-system is in ${OLD_REGION}, and`);
		expect(problems[0]).toContain('npm run destroy -- --config FILE');
	});

	it('is in the way even if the credentials may not ask for Regions', async () => {
		const given = { roles: ['eyes-contain'], hubIn: OLD_REGION, regions: denied };
		expect((await ask(ALONE, given)).problems).toHaveLength(1);
	});

	it('is this one where its stack is, in whatever state, and where the hub is a member', async () => {
		const stacks = { 'eyes-system': {} };
		expect(await ask(HUB, { roles: ['eyes-contain'], stacks })).toEqual(NOTHING);
		expect(await ask(HUB, { roles: ['eyes-forwarder'] })).toEqual(NOTHING);
	});

	it('is not known if the credentials may not ask, which is said', async () => {
		const { told, problems } = await ask(HUB, { roleArn: denied });
		expect(problems).toEqual([]);
		expect(told[0]).toContain('list-roles --path-prefix /eyes/');
	});
});

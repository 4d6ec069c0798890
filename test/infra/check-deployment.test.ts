import { describe, expect, it } from 'vitest';
import { checkDeployment } from '../../infra/check-deployment.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { aConfiguration } from '../support/some-settings.ts';
import * as without from '../support/synthesize.ts';

type Over = Partial<ConfigurationInput>;

const regions = ['ap-northeast-2', 'us-west-2'];
const SINGLE: Over = { ...without.SINGLE, deployment: { ...without.SINGLE.deployment, regions } };
const ORGANIZATION: Over = {
	...without.ORGANIZATION,
	deployment: { ...without.ORGANIZATION.deployment, regions },
};

function inOrganization(
	over: Over['deployment'] & object,
	containment: Over['containment'] = {},
): Over {
	return {
		...ORGANIZATION,
		deployment: { ...ORGANIZATION.deployment, ...over },
		containment: { ...ORGANIZATION.containment, ...containment },
	};
}

function trailOf(account: string, partition = 'aws'): string {
	return `arn:${partition}:cloudtrail:us-east-1:${account}:trail/all`;
}

/** So many ranges, none of which can be joined. */
function office(ranges: number): Over['networks'] & object {
	const cidrs = Array.from({ length: ranges }, (_, at) => `198.51.${at}.0/24`);
	return [{ name: 'office', cidrs }];
}

describe('checkDeployment', () => {
	it.each([
		['a single account', SINGLE],
		['an organization', ORGANIZATION],
	])('finds nothing wrong with %s', (_, over) => {
		expect(checkDeployment(aConfiguration(over))).toEqual({ errors: [], warnings: [] });
	});

	it.each<[string, Over, RegExp]>([
		[
			'an organization without ids',
			inOrganization({ organization: null, targets: { root: true } }),
			/^deployment\.organization: .*fill in id, root and hubAccount/,
		],
		[
			'an organization without its management account',
			inOrganization({}, { managementAccount: null }),
			/^containment\.managementAccount: .*fill in the account/,
		],
		[
			'a hub in the management account',
			inOrganization({}, { managementAccount: '111111111111' }),
			/^deployment\.organization\.hubAccount: .*choose a separate security account/,
		],
		[
			'a guard SCP without exempt roles',
			inOrganization({ guardExemptRoles: [] }),
			/^deployment\.guardExemptRoles: .*list the roles that deploy/,
		],
		[
			'ids of an organization for a single account',
			inOrganization({ kind: 'single-account', targets: null }, { policyType: 'iam' }),
			/^deployment\.organization: .*set the kind to "organization", or remove it/,
		],
		[
			'an organization without targets',
			inOrganization({ targets: null }),
			/^deployment\.targets: is missing; begin with a pilot/,
		],
		[
			'targets of a single account',
			{ ...SINGLE, deployment: { ...SINGLE.deployment, targets: { root: true } } },
			/^deployment\.targets: is filled in, .*remove it/,
		],
		[
			'a unit below another root',
			inOrganization({ targets: { units: ['ou-b2c3-11111111'] } }),
			/^deployment\.targets\.units: ou-b2c3-11111111 is not below the root r-a1b2/,
		],
		[
			'the same account twice',
			inOrganization({ targets: { accounts: ['222222222222', '222222222222'] } }),
			/^deployment\.targets: contains 222222222222 twice/,
		],
		[
			'the management account in a pilot',
			inOrganization({ targets: { accounts: ['999999999999'] } }),
			/^deployment\.targets\.accounts: contains the management account 999999999999/,
		],
		[
			'trails to guard in a single account',
			{ ...SINGLE, deployment: { ...SINGLE.deployment, guardTrails: [trailOf('333333333333')] } },
			/^deployment\.guardTrails: .*no SCP protects a trail; remove it/,
		],
		[
			'a trail of another partition',
			inOrganization({ guardTrails: [trailOf('333333333333', 'aws-us-gov')] }),
			/^deployment\.guardTrails: arn:aws-us-gov:\S+ is of the partition aws-us-gov, and us-east-1 of aws; correct/,
		],
		[
			'an SCP for a single account',
			{ ...SINGLE, containment: { policyType: 'scp' } },
			/^containment\.policyType: .*set it to "iam"/,
		],
		[
			"the hub's Region among the others",
			{ ...SINGLE, deployment: { region: 'us-east-1', regions: ['us-east-1'] } },
			/^deployment\.regions: contains us-east-1, .*remove it/,
		],
		[
			'a Region twice',
			{ ...SINGLE, deployment: { regions: ['eu-west-1', 'eu-west-1'] } },
			/^deployment\.regions: contains eu-west-1 twice; remove one/,
		],
		[
			'no Slack channel if people are contained',
			{ ...SINGLE, slack: {} },
			/^slack\.channel: .*containment\.mode is contain.*fill in/,
		],
		[
			'no Slack channel if one account has the mode ask',
			{ containment: { modes: { '222222222222': 'ask' } } },
			/^slack\.channel: .*observe, ask/,
		],
	])('refuses %s, and says what to do', (_, over, sentence) => {
		const { errors } = checkDeployment(aConfiguration(over));
		expect(errors).toHaveLength(1);
		expect(errors[0]).toMatch(sentence);
	});

	it('warns if the Region of the global services is not watched', () => {
		const deployment = { region: 'ap-northeast-2', regions: ['eu-west-1'] };
		const { errors, warnings } = checkDeployment(aConfiguration({ ...SINGLE, deployment }));
		expect(errors).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(/^deployment\.regions: us-east-1 is not watched.*add it/),
		]);
	});

	it('warns if the backup of AWS Health is not watched, unless that is switched off', () => {
		const sentence = /^deployment\.regions: us-west-2 is not watched.*add it/;
		const { warnings } = checkDeployment(aConfiguration(without.SINGLE));
		expect(warnings).toEqual([expect.stringMatching(sentence)]);
		const off = aConfiguration({ ...without.SINGLE, alarms: { health: false } });
		expect(checkDeployment(off).warnings).toEqual([]);
	});

	it.each([
		['cn-northwest-1', [], /^deployment\.regions: cn-north-1 is not watched.*add it/],
		['cn-north-1', ['cn-northwest-1'], null],
		['us-gov-east-1', ['us-gov-west-1'], null],
		['us-gov-east-1', ['us-gov-east-2'], /^deployment\.regions: us-gov-west-1 is not watched/],
	])("names the Regions of the hub's partition: %s and %s", (region, regions, sentence) => {
		const configuration = aConfiguration({ ...SINGLE, deployment: { region, regions } });
		const { warnings } = checkDeployment(configuration);
		const ofRegions = warnings.filter((one) => one.includes('is not watched'));
		expect(ofRegions).toEqual(sentence === null ? [] : [expect.stringMatching(sentence)]);
		expect(ofRegions.join()).not.toMatch(/us-east-1|us-west-2/);
	});

	it('warns in China, too, if the backup of AWS Health is not watched', () => {
		const deployment = { region: 'cn-north-1', regions: ['cn-north-9'] };
		const { warnings } = checkDeployment(aConfiguration({ ...SINGLE, deployment }));
		expect(warnings).toContainEqual(
			expect.stringMatching(
				/^deployment\.regions: cn-northwest-1 is not watched.*cn-north-1 fails/,
			),
		);
	});

	it('warns if only the Region of the hub is watched', () => {
		const { errors, warnings } = checkDeployment(
			aConfiguration({ ...SINGLE, deployment: { region: 'us-east-1' } }),
		);
		expect(errors).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(/^deployment\.regions: .*only .*us-east-1 .*list every other/),
		]);
	});

	it('warns if nothing is reserved for the functions', () => {
		const deployment = { ...SINGLE.deployment, reserveConcurrency: false };
		expect(checkDeployment(aConfiguration({ ...SINGLE, deployment })).warnings).toEqual([
			expect.stringMatching(/^deployment\.reserveConcurrency: is false, .*set it to true$/),
		]);
	});

	it('warns if an organization uses the IAM policies of its accounts', () => {
		const containment = { ...ORGANIZATION.containment, policyType: 'iam' as const };
		const { errors, warnings } = checkDeployment(aConfiguration({ ...ORGANIZATION, containment }));
		expect(errors).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(/^containment\.policyType: .*root users.*"scp" can/),
		]);
	});

	it('warns that no SCP protects a trail of the management account from that account', () => {
		const guardTrails = [trailOf('999999999999'), trailOf('333333333333')];
		const { errors, warnings } = checkDeployment(aConfiguration(inOrganization({ guardTrails })));
		expect(errors).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(
				/^deployment\.guardTrails: \S+:999999999999:\S+ belongs to the management account, where no SCP applies/,
			),
		]);
	});

	it('warns if the networks leave room for few statements in a deny document', () => {
		const networks = office(60);
		const { warnings } = checkDeployment(aConfiguration({ ...SINGLE, networks }));
		expect(warnings).toEqual([expect.stringMatching(/^networks: leave room for \d statements/)]);
		expect(checkDeployment(aConfiguration({ ...ORGANIZATION, networks })).warnings).toEqual([]);
	});
});

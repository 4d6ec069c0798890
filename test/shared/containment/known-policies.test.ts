import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/configuration/configuration.ts';
import { knownPolicies } from '../../../shared/containment/known-policies.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const HUB = '777788889999';
const configuration = aConfiguration();
const given = (
	policyType: 'scp' | 'iam',
	managementAccount: string | null,
	kind: 'single-account' | 'organization',
	modes: Readonly<Record<string, Mode>> = { '222233334444': 'ask' },
) => ({
	accounts: { '111122223333': 'prod', '222233334444': 'management' },
	containment: { ...configuration.containment, policyType, managementAccount, modes },
	deployment: { ...configuration.deployment, kind },
});

describe('the policies that are always compared', () => {
	it.each([
		['of a single account', given('iam', null, 'single-account'), [`iam:${HUB}`]],
		[
			'of an organization with an SCP',
			given('scp', '222233334444', 'organization'),
			['scp', 'iam:222233334444'],
		],
		[
			'of an organization without one',
			given('iam', '222233334444', 'organization'),
			[`iam:${HUB}`, 'iam:111122223333', 'iam:222233334444'],
		],
		[
			'of an organization whose management account is not named in the modes',
			given('scp', '222233334444', 'organization', { '111122223333': 'ask' }),
			['scp'],
		],
		[
			'of one without an SCP, whose management account is only observed',
			given('iam', '222233334444', 'organization', { '222233334444': 'observe' }),
			[`iam:${HUB}`, 'iam:111122223333'],
		],
	])('%s', (_, settings, policies) => {
		expect(knownPolicies(settings, HUB)).toEqual(policies);
	});
});

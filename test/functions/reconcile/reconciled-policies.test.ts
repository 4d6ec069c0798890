import { describe, expect, it } from 'vitest';
import { sweptTargets } from '../../../functions/reconcile/reconciled-policies.ts';
import { aConfiguration } from '../../support/some-settings.ts';

const HUB = '777788889999';
const configuration = aConfiguration();
const given = (
	channel: 'organization' | 'account',
	managementAccount: string | null,
	kind: 'single-account' | 'organization',
) => ({
	accounts: { '111122223333': 'prod' },
	containment: { ...configuration.containment, channel, managementAccount },
	deployment: { ...configuration.deployment, kind },
});

describe('the targets that are always compared', () => {
	it.each([
		['of a single account', given('account', null, 'single-account'), [`account:${HUB}`]],
		[
			'of an organization with an SCP',
			given('organization', '222233334444', 'organization'),
			['organization', 'account:222233334444'],
		],
		[
			'of an organization without one',
			given('account', '222233334444', 'organization'),
			[`account:${HUB}`, 'account:111122223333', 'account:222233334444'],
		],
	])('%s', (_, settings, targets) => {
		expect(sweptTargets(settings, HUB)).toEqual(targets);
	});
});

import { checkConfiguration } from '../../shared/configuration/check-configuration.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { Ours } from '../../shared/history/own-accounts.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { type HubSettings, hubSettings, judgeSettings } from '../../shared/verdict/own-settings.ts';

/**
 * A checked configuration: an office in both families, one endpoint; the test names what differs.
 */
export function aConfiguration(over: Partial<ConfigurationInput> = {}): Configuration {
	const checked = checkConfiguration(
		{
			networks: [
				{
					name: 'office',
					cidrs: ['203.0.113.0/24', '2001:db8:10::/48'],
					vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'],
				},
			],
			...over,
		},
		'2026-03-03',
	);
	if ('errors' in checked) throw new Error(checked.errors.join('\n'));
	return checked.configuration;
}

/** What nothing that was delivered says. */
export const NO_DELIVERIES: Ours = {
	...{ accounts: new Set(), callerDelivers: false, portalDelivers: false },
};

/** Makes the settings of replay. */
export function replaySettings(over: Partial<ConfigurationInput> = {}): HubSettings {
	const configuration = aConfiguration(over);
	return hubSettings(configuration, configuration.deployment.organization?.hubAccount ?? null);
}

/** Makes the settings for a sign-in of which no account has delivered anything. */
export function someSettings(over: Partial<ConfigurationInput> = {}): JudgeSettings {
	return judgeSettings(replaySettings(over), NO_DELIVERIES);
}

/** A pilot of these accounts in an organization. */
export function pilotOf(...accounts: readonly string[]): Partial<ConfigurationInput> {
	return {
		deployment: {
			kind: 'organization',
			organization: { id: 'o-a1b2c3d4e5', root: 'r-a1b2', hubAccount: '777788889999' },
			targets: { accounts: [...accounts] },
		},
	};
}

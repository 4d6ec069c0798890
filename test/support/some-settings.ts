import { checkConfiguration } from '../../shared/configuration/check-configuration.ts';
import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';
import { hubSettings, judgeSettings } from '../../shared/verdict/own-settings.ts';
import { ACCOUNT, OTHER_ACCOUNT } from './a-record.ts';

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
			accounts: { [ACCOUNT]: 'prod', [OTHER_ACCOUNT]: 'dev' },
			...over,
		},
		'2026-03-03',
	);
	if ('errors' in checked) throw new Error(checked.errors.join('\n'));
	return checked.configuration;
}

/** Makes the settings of replay for a log that adds no account. */
export function someSettings(over: Partial<ConfigurationInput> = {}): JudgeSettings {
	const configuration = aConfiguration(over);
	const hub = configuration.deployment.organization?.hubAccount ?? null;
	return judgeSettings(hubSettings(configuration, hub), []);
}

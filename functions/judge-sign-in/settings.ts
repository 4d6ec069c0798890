import type { Configuration } from '../../shared/configuration/configuration.ts';
import { type TrustedNetworks, trustedNetworks } from '../../shared/network/judge-network.ts';
import {
	FORWARDER_ROLE,
	READER_ROLE,
	RESPONDER_ROLE,
	ROLE_PATH,
	roleArn,
} from '../../shared/runtime/names.ts';
import type { JudgeSettings } from '../../shared/verdict/evidence.ts';

/** What judging needs of the deployment; made once. */
export interface HubSettings {
	readonly configuration: Configuration;
	readonly trusted: TrustedNetworks;
	readonly hubAccount: string;
}

/**
 * Our own functions take roles in the accounts; they are known by the path that the guard SCP keeps for us. None of them
 * is ever denied, or a thief who gets a session of one, named like ours, would have the monitor lock itself out.
 */
export function hubSettings(configuration: Configuration, hubAccount: string): HubSettings {
	const own = `arn:*:iam::${hubAccount}:role${ROLE_PATH}*`;
	const taken = [RESPONDER_ROLE, READER_ROLE, FORWARDER_ROLE].map((role) =>
		roleArn('*', '*', role),
	);
	const { containment, monitorRoles } = configuration;
	const protectedPrincipals = [...containment.protectedPrincipals, ...monitorRoles, own, ...taken];
	return {
		configuration: {
			...configuration,
			containment: { ...containment, protectedPrincipals },
			monitorRoles: [...monitorRoles, own],
		},
		trusted: trustedNetworks(configuration.networks),
		hubAccount,
	};
}

/**
 * An account that delivers its own records to the hub is ours, as are the hub and those configured. `delivering`: those
 * that have delivered before, and the one that delivers now.
 */
export function judgeSettings(
	{ hubAccount, ...settings }: HubSettings,
	delivering: Iterable<string>,
): JudgeSettings {
	const { accounts, containment, deployment } = settings.configuration;
	const configured = [containment.managementAccount, deployment.organization?.hubAccount];
	const ours = [...Object.keys(accounts), ...configured.filter((account) => account != null)];
	return { ...settings, ownAccounts: new Set([...ours, hubAccount, ...delivering]) };
}

import type { Configuration } from '../configuration/configuration.ts';
import { type TrustedNetworks, trustedNetworks } from '../network/judge-network.ts';
import {
	FORWARDER_ROLE,
	FUNCTION_ROLES,
	PARTITIONS,
	READER_ROLE,
	RESPONDER_ROLE,
	roleArn,
} from '../runtime/names.ts';
import type { JudgeSettings } from './evidence.ts';

/** What judging needs of the deployment; made once. */
export interface HubSettings {
	readonly configuration: Configuration;
	readonly trusted: TrustedNetworks;
	/** Null in a replay that is told of no hub. */
	readonly hubAccount: string | null;
}

/**
 * The configuration with eyes-system's own roles. The functions in the hub take roles in the other
 * accounts: what they do is ignored, by the exact ARN of their role, so that nobody hides by giving
 * a role of their own a similar name. None of our roles is ever contained, or a thief with a session
 * of one could have the monitor lock itself out.
 */
export function hubSettings(
	configuration: Configuration,
	hubAccount: string | null,
	partitions: readonly string[] = PARTITIONS,
): HubSettings {
	const { containment, monitorRoles } = configuration;
	const own = hubAccount === null ? [] : ownRoles(hubAccount, partitions);
	const taken = [RESPONDER_ROLE, READER_ROLE, FORWARDER_ROLE].map((role) =>
		roleArn('*', '*', role),
	);
	const protectedPrincipals = [
		...containment.protectedPrincipals,
		...monitorRoles,
		...own,
		...taken,
	];
	return {
		configuration: {
			...configuration,
			containment: { ...containment, protectedPrincipals },
			monitorRoles: [...monitorRoles, ...own],
		},
		trusted: trustedNetworks(configuration.networks),
		hubAccount,
	};
}

/** Exact ARNs of the roles that our functions have. */
function ownRoles(hubAccount: string, partitions: readonly string[]): string[] {
	return partitions.flatMap((partition) =>
		FUNCTION_ROLES.map((role) => roleArn(partition, hubAccount, role)),
	);
}

/**
 * An account that delivers its own records is ours, as are the hub and those in the configuration.
 * `delivering`: the accounts that have delivered before, and the one that delivers now.
 */
export function judgeSettings(
	{ hubAccount, configuration, trusted }: HubSettings,
	delivering: Iterable<string>,
): JudgeSettings {
	const { accounts, containment, deployment } = configuration;
	const named = [containment.managementAccount, deployment.organization?.hubAccount, hubAccount];
	const ours = [...Object.keys(accounts), ...named.filter((account) => account != null)];
	return { configuration, trusted, ownAccounts: new Set([...ours, ...delivering]) };
}

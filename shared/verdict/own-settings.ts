import type { Configuration } from '../configuration/configuration.ts';
import type { Ours } from '../history/own-accounts.ts';
import { type TrustedNetworks, trustedNetworks } from '../network/judge-network.ts';
import { ACCOUNT_ROLES, FUNCTION_ROLES, PARTITIONS, roleArn } from '../runtime/names.ts';
import type { JudgeSettings } from './evidence.ts';

/** What judging needs to know about the deployment. It is made once. */
export interface HubSettings {
	readonly configuration: Configuration;
	readonly trusted: TrustedNetworks;
	/** The hub's account; null in a replay for which it is not known. */
	readonly hubAccount: string | null;
	/** Patterns of the ARNs of the roles that the functions assume in the accounts. */
	readonly assumedRoles: readonly string[];
}

/**
 * Adds eyes-system's own roles to the configuration. The functions in the hub assume roles in the
 * other accounts; these sign-ins are ignored, by the exact ARN of the function's role, so that
 * nobody can hide by giving their own role a similar name. Our roles are never contained, because an
 * attacker with a session of one could otherwise make the monitor lock itself out.
 */
export function hubSettings(
	configuration: Configuration,
	hubAccount: string | null,
	partitions: readonly string[] = PARTITIONS,
): HubSettings {
	const { containment, monitorRoles } = configuration;
	const own = hubAccount === null ? [] : rolesIn(FUNCTION_ROLES, hubAccount, partitions);
	const assumed = assumedRoles(configuration, hubAccount, partitions);
	const protectedPrincipals = [
		...containment.protectedPrincipals,
		...monitorRoles,
		...own,
		...assumed,
	];
	return {
		configuration: {
			...configuration,
			containment: { ...containment, protectedPrincipals },
			monitorRoles: [...monitorRoles, ...own],
		},
		trusted: trustedNetworks(configuration.networks),
		hubAccount,
		assumedRoles: assumed,
	};
}

/**
 * Gives the roles that the functions assume. In an organization every account has them, and the
 * guard SCP lets nobody else create roles under our path. In a single account no SCP does that, so
 * only the exact ARNs of that account are ours.
 */
function assumedRoles(
	{ containment, deployment }: Configuration,
	hubAccount: string | null,
	partitions: readonly string[],
): string[] {
	const isOrganization =
		deployment.kind === 'organization' ||
		containment.policyType === 'scp' ||
		containment.managementAccount !== null;
	if (isOrganization) return rolesIn(ACCOUNT_ROLES, '*', ['*']);
	return hubAccount === null ? [] : rolesIn(ACCOUNT_ROLES, hubAccount, partitions);
}

function rolesIn(
	roles: readonly string[],
	account: string,
	partitions: readonly string[],
): string[] {
	return partitions.flatMap((partition) => roles.map((role) => roleArn(partition, account, role)));
}

/**
 * Gives the settings for judging one sign-in. Ours are the accounts that deliver records, and those
 * in which the operator deploys: the hub and the management account. `accounts` in the configuration
 * only gives names.
 */
export function judgeSettings(
	{ hubAccount, configuration, trusted, assumedRoles }: HubSettings,
	{ accounts, callerDelivers, portalDelivers }: Ours,
): JudgeSettings {
	const { containment, deployment } = configuration;
	const deployed = [containment.managementAccount, deployment.organization?.hubAccount, hubAccount];
	const ownAccounts = new Set([...deployed.filter((account) => account != null), ...accounts]);
	return { configuration, trusted, assumedRoles, ownAccounts, callerDelivers, portalDelivers };
}

import type { Configuration } from '../../shared/configuration/configuration.ts';
import type { TargetId } from '../../shared/containment/containment.ts';

/**
 * The targets that a sweep has compared whether anybody is contained or not: a text that denies somebody though nobody
 * is contained was written by somebody else. Accounts that are only named for readers have no policy of ours.
 */
export function sweptTargets(
	{ accounts, containment, deployment }: Pick<Configuration, 'accounts' | 'containment' | 'deployment'>,
	hubAccount: string,
): TargetId[] {
	const { channel, managementAccount } = containment;
	const management = managementAccount === null ? [] : [managementAccount];
	if (channel === 'organization') return ['organization', ...management.map(ofAccount)];
	const others = deployment.kind === 'organization' ? [...Object.keys(accounts), ...management] : [];
	return [...new Set([hubAccount, ...others])].map(ofAccount);
}

function ofAccount(account: string): TargetId {
	return `account:${account}`;
}

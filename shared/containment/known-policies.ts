import type { Configuration } from '../configuration/configuration.ts';
import type { PolicyId } from './containment.ts';

/**
 * The policies that are ours by the configuration, whether anybody is contained or not. Reconcile
 * has them compared: a text that denies somebody though nobody is contained was written by somebody
 * else. Accounts that are only named for readers have no policy of ours.
 */
export function knownPolicies(
	{
		accounts,
		containment,
		deployment,
	}: Pick<Configuration, 'accounts' | 'containment' | 'deployment'>,
	hubAccount: string,
): PolicyId[] {
	const { policyType, managementAccount } = containment;
	const management = managementAccount === null ? [] : [managementAccount];
	if (policyType === 'scp') return ['scp', ...management.map(ofAccount)];
	const others =
		deployment.kind === 'organization' ? [...Object.keys(accounts), ...management] : [];
	return [...new Set([hubAccount, ...others])].map(ofAccount);
}

function ofAccount(account: string): PolicyId {
	return `iam:${account}`;
}

import type { Configuration } from '../configuration/configuration.ts';
import type { PolicyId } from './containment.ts';

/**
 * The policies that the configuration says are ours, whether anybody is contained or not. Every run
 * of reconcile compares them: if nobody is contained and a text denies somebody, another principal
 * wrote it. In an organization with an SCP, `accounts` only gives names to accounts: no policy of
 * ours is there.
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

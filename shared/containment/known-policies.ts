import type { Configuration } from '../configuration/configuration.ts';
import type { PolicyId } from './containment.ts';

/**
 * Gives the policies that are ours by the configuration, whether anybody is contained or not. Every
 * run of reconcile compares them: if nobody is contained and a text denies somebody, another
 * principal wrote it. In an organization with an SCP, `accounts` only names the accounts; they have
 * no policy of ours.
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

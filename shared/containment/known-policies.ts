import type { Configuration } from '../configuration/configuration.ts';
import { isUncovered } from '../configuration/management-account.ts';
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
	const others =
		deployment.kind === 'organization' ? [...Object.keys(accounts), ...management] : [];
	const own = policyType === 'scp' ? management : [hubAccount, ...others];
	const covered = [...new Set(own)].filter((account) => !isUncovered(account, containment));
	return [...(policyType === 'scp' ? (['scp'] as const) : []), ...covered.map(ofAccount)];
}

function ofAccount(account: string): PolicyId {
	return `iam:${account}`;
}

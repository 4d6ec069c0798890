import type { ContainmentSettings } from '../configuration/configuration.ts';
import type { PolicyBinding } from './containment.ts';
import type { Deniable } from './principals.ts';

/**
 * The policies that reach a principal: the SCP wherever there is an organization, the account's own policy where
 * there is none and in the management account, which no SCP reaches. Empty where nothing of ours reaches it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function policiesFor(
	deniable: Deniable,
	{ policyType, managementAccount }: ContainmentSettings,
): PolicyBinding[] {
	const isRoot = deniable.selector.key === 'aws:PrincipalArn';
	if (policyType === 'iam') return isRoot ? [] : accountPolicy(deniable);
	if (deniable.account === managementAccount && deniable.selector.key !== 'identitystore:UserId') {
		return isRoot ? [] : accountPolicy(deniable);
	}
	// A directory user seen in the management account is to be reached in all the others.
	const account = deniable.account === managementAccount ? null : deniable.account;
	const organization: PolicyBinding = { policy: 'scp', account, attachment: null };
	if (deniable.selector.key !== 'identitystore:UserId' || managementAccount === null)
		return [organization];
	// A directory user may enter every account, the management account among them; there the permission sets must
	// reference the policy.
	const attachment = { kind: 'permission-set-role', name: 'AWSReservedSSO_*' } as const;
	return [
		organization,
		{ policy: `iam:${managementAccount}`, account: managementAccount, attachment },
	];
}

function accountPolicy({ account, attachment }: Deniable): PolicyBinding[] {
	return attachment === null ? [] : [{ policy: `iam:${account}`, account, attachment }];
}

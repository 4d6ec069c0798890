import type { ContainmentSettings } from '../configuration/configuration.ts';
import type { PolicyBinding } from './containment.ts';
import type { Deniable } from './principals.ts';

/**
 * Gives the policies that apply to a principal: the SCP in an organization, the account's own
 * policy for a single account and in the management account, to which no SCP applies. It is empty
 * if none of our policies applies.
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
	// A directory user who was seen in the management account must be denied in all other accounts
	// too.
	const account = deniable.account === managementAccount ? null : deniable.account;
	const organization: PolicyBinding = { policy: 'scp', account, attachment: null };
	if (deniable.selector.key !== 'identitystore:UserId' || managementAccount === null)
		return [organization];
	// A directory user may enter every account, also the management account. There the permission
	// sets must reference the account's policy.
	const attachment = { kind: 'permission-set-role', name: 'AWSReservedSSO_*' } as const;
	return [
		organization,
		{ policy: `iam:${managementAccount}`, account: managementAccount, attachment },
	];
}

function accountPolicy({ account, attachment }: Deniable): PolicyBinding[] {
	return attachment === null ? [] : [{ policy: `iam:${account}`, account, attachment }];
}

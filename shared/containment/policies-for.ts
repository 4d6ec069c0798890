import type { ContainmentSettings } from '../configuration/configuration.ts';
import type { ContainmentTarget } from './containment.ts';
import type { Deniable } from './principals.ts';

/**
 * The policies that reach a principal: the SCP wherever there is an organization, the account's own policy where
 * there is none and in the management account, which no SCP reaches. Empty where nothing of ours reaches it.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function targetsFor(
	deniable: Deniable,
	{ channel, managementAccount }: ContainmentSettings,
): ContainmentTarget[] {
	const isRoot = deniable.selector.key === 'aws:PrincipalArn';
	if (channel === 'account') return isRoot ? [] : accountTarget(deniable);
	if (deniable.account === managementAccount && deniable.selector.key !== 'identitystore:UserId') {
		return isRoot ? [] : accountTarget(deniable);
	}
	// A directory user seen in the management account is to be reached in all the others.
	const account = deniable.account === managementAccount ? null : deniable.account;
	const organization: ContainmentTarget = { target: 'organization', account, attachment: null };
	if (deniable.selector.key !== 'identitystore:UserId' || managementAccount === null) return [organization];
	// A directory user may enter every account, the management account among them; there the permission sets must
	// reference the policy.
	const attachment = { kind: 'permission-set-role', name: 'AWSReservedSSO_*' } as const;
	return [organization, { target: `account:${managementAccount}`, account: managementAccount, attachment }];
}

function accountTarget({ account, attachment }: Deniable): ContainmentTarget[] {
	return attachment === null ? [] : [{ target: `account:${account}`, account, attachment }];
}

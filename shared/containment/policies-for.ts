import type { Configuration } from '../configuration/configuration.ts';
import { isPilot } from '../configuration/deployment-targets.ts';
import { coversManagement, isUncovered } from '../configuration/management-account.ts';
import type { PolicyBinding } from './containment.ts';
import type { Deniable } from './principals.ts';

/**
 * Gives the policies that apply to a principal: the SCP in an organization, the account's own
 * policy for a single account and in the management account, to which no SCP applies. It is empty
 * if none of our policies applies, as in a management account that the configuration does not name
 * in `modes`.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function policiesFor(
	deniable: Deniable,
	{ containment: settings, deployment }: Pick<Configuration, 'containment' | 'deployment'>,
): PolicyBinding[] {
	const { policyType, managementAccount } = settings;
	const isRoot = deniable.selector.key === 'aws:PrincipalArn';
	const isDirectory = deniable.selector.key === 'identitystore:UserId';
	const isManagement = deniable.account === managementAccount;
	if (policyType === 'iam' || (isManagement && !isDirectory)) {
		return isRoot || isUncovered(deniable.account, settings) ? [] : accountPolicy(deniable);
	}
	// A directory user who was seen in the management account, or in an account outside of a pilot,
	// must be denied wherever the SCP applies.
	const isAnywhere = isManagement || (isDirectory && isPilot(deployment));
	const account = isAnywhere ? null : deniable.account;
	const organization: PolicyBinding = { policy: 'scp', account, attachment: null };
	if (!isDirectory || managementAccount === null || !coversManagement(settings))
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

import { isUncovered } from '../../../shared/configuration/management-account.ts';
import type { Caller } from '../../../shared/decision/decision-deps.ts';
import { CONTAINMENT_POLICY, policyArn, ROLE_PATH } from '../../../shared/runtime/names.ts';
import { readArn } from '../../../shared/sign-in/arn.ts';
import { UsageError } from '../../usage-error.ts';
import type { AttachedTo, DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';

/** Gives the ARN of the containment policy in the caller's account. */
export function policyOf({ arn, account }: Caller): string {
	return policyArn(readArn(arn)?.partition ?? 'aws', account);
}

/**
 * Gives the ARN of the account's own policy; null if the part has none: in the hub, whose account gets
 * its part like every other one, and in a management account where nobody is to be denied.
 */
export function ownPolicyOf(
	{ kind }: Pick<Part, 'kind'>,
	{ caller, configuration }: Pick<DeployDeps, 'caller' | 'configuration'>,
): string | null {
	const hasNone = kind === 'hub' || isUncovered(caller.account, configuration.containment);
	return hasNone ? null : policyOf(caller);
}

/**
 * Matches a role that IAM Identity Center created for a permission set; its name ends with sixteen
 * hexadecimal digits.
 */
const PERMISSION_SET_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/**
 * An attached policy cannot be deleted, and a permission set that references a deleted policy can
 * no longer be provisioned, so people could no longer sign in. Throws a UsageError that names to
 * whom the policy is still attached.
 */
export async function assertUnattached({ aws, caller, tell }: DeployDeps): Promise<void> {
	const policy = policyOf(caller);
	const attached = await aws.attachedTo(policy);
	if (attached === null) return tell(`policy: ${policy} does not exist`);
	const holders = holdersOf(attached, policy);
	if (holders.length === 0) return tell(`policy: ${policy} is attached to nobody`);
	throw new UsageError(
		`${policy} is still attached, and nothing was deleted. Detach it first, then run this again:\n${holders.join('\n')}`,
	);
}

/** Names to whom a policy is attached, with the commands that detach it; none if to nobody. */
export function holdersOf(attached: AttachedTo, policy: string): string[] {
	return [...permissionSetLines(attached), ...otherLines(attached, policy)];
}

/** Gives the names of the permission sets that own these roles. */
function permissionSetsOf({ roles }: AttachedTo): string[] {
	const names = roles
		.map((role) => PERMISSION_SET_ROLE.exec(role)?.[1])
		.filter((name) => name !== undefined);
	return [...new Set(names)].toSorted();
}

function permissionSetLines(attached: AttachedTo): string[] {
	const sets = permissionSetsOf(attached);
	if (sets.length === 0) return [];
	return [
		`  permission sets that reference it: ${sets.join(', ')}. For each, with its ARN:`,
		'    aws sso-admin detach-customer-managed-policy-reference-from-permission-set --instance-arn INSTANCE --permission-set-arn SET \\',
		`      --customer-managed-policy-reference Name=${CONTAINMENT_POLICY},Path=${ROLE_PATH}`,
		'    aws sso-admin provision-permission-set --instance-arn INSTANCE --permission-set-arn SET --target-type ALL_PROVISIONED_ACCOUNTS',
	];
}

function otherLines({ users, groups, roles }: AttachedTo, policy: string): string[] {
	const others = roles.filter((role) => !PERMISSION_SET_ROLE.test(role));
	const line = (kind: string, name: string) =>
		`  aws iam detach-${kind}-policy --${kind}-name ${name} --policy-arn ${policy}`;
	return [
		...users.map((name) => line('user', name)),
		...groups.map((name) => line('group', name)),
		...others.map((name) => line('role', name)),
	];
}

import { RESPONDER_ROLE, ROLE_PATH, roleArn } from '../../shared/runtime/names.ts';
import type { GuardScope } from './guard-scope.ts';

/** What decides which roles are exempt. */
export type ExemptScope = Pick<GuardScope, 'partition' | 'hubAccount' | 'guardExemptRoles'>;

/** Gives the roles that are exempt in every account. */
export function exemptRoles(scope: ExemptScope): string[] {
	return [roleArn(scope.partition, '*', RESPONDER_ROLE), ...exemptInTheHub(scope)];
}

/** Gives the roles that are exempt where something of the hub is meant. */
export function exemptInTheHub(scope: ExemptScope): string[] {
	const { partition, hubAccount } = scope;
	return [`arn:${partition}:iam::${hubAccount}:role${ROLE_PATH}*`, ...rolesOfOthers(scope)];
}

/**
 * Gives the exempt roles that are not ours. Nobody else can create a role with such a name, or change
 * whom one of them trusts.
 */
export function rolesOfOthers(scope: ExemptScope): string[] {
	return [stackSetsRoles(scope), cdkRoles(scope), ...scope.guardExemptRoles];
}

/**
 * StackSets works in the accounts with these roles.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
function stackSetsRoles({ partition }: ExemptScope): string {
	return `arn:${partition}:iam::*:role/stacksets-exec-*`;
}

/**
 * CDK deploys into the hub with these roles.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function cdkRoles({ partition, hubAccount }: ExemptScope): string {
	return `arn:${partition}:iam::${hubAccount}:role/cdk-*-${hubAccount}-*`;
}

import type { Configuration } from '../../shared/configuration/configuration.ts';

/** What of eyes-system is in an account: `member` is any account that is only watched. */
export type Place = 'single-account' | 'management' | 'hub' | 'member';

/** Tells which part of eyes-system an account has. */
export function placeOf({ deployment, containment }: Configuration, account: string): Place {
	if (deployment.organization === null) return 'single-account';
	if (account === deployment.organization.hubAccount) return 'hub';
	return account === containment.managementAccount ? 'management' : 'member';
}

/** True if StackSets bring our parts to an account; `unknown` if that depends on its unit. */
export function isCovered({ deployment }: Configuration, account: string): boolean | 'unknown' {
	const { targets } = deployment;
	if (targets === null || targets.root === true || targets.accounts.includes(account)) return true;
	return targets.units.length > 0 ? 'unknown' : false;
}

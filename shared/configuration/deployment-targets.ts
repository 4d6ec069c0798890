import type { Deployment } from './configuration.ts';

/**
 * Gives the ids in Organizations to which both SCPs are attached: the root, or the units and
 * accounts of a pilot. Empty for a single account.
 */
export function targetIds({ targets, organization }: Deployment): string[] {
	if (organization === null || targets === null) return [];
	if (targets.root === true) return [organization.root];
	return [...targets.units, ...targets.accounts];
}

/** True if only a part of the organization is watched and can be denied. */
export function isPilot({ targets }: Deployment): boolean {
	return targets !== null && targets.root !== true;
}

/**
 * True if the targets contain an account, and for a single account; `unknown` if its unit decides,
 * which only the management account may ask.
 */
export function isCovered({ targets }: Deployment, account: string): boolean | 'unknown' {
	if (targets === null || targets.root === true || targets.accounts.includes(account)) return true;
	return targets.units.length > 0 ? 'unknown' : false;
}

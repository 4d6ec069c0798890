import type { Configuration } from '../../shared/configuration/configuration.ts';
import { HUB_STACK } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';

/** The management account's stack has the SCPs, and brings the parts into all other accounts. */
export const MANAGEMENT_STACK = 'eyes-system-management';

/** The part of eyes-system in the account whose credentials are used. */
export interface Part {
	readonly kind: 'single-account' | 'management' | 'hub';
	readonly account: string;
	/** The stack that has the outputs, and its Region. */
	readonly main: { readonly stack: string; readonly region: string };
	/** Every Region in which the part has a stack. */
	readonly regions: readonly string[];
}

/**
 * Finds the part for an account. Throws a UsageError if nothing is deployed in this account.
 * `organizations` is the Region in which Organizations has its endpoint.
 */
export function partOf(
	{ deployment, containment }: Configuration,
	account: string,
	organizations: string,
): Part {
	const { kind, region, regions, organization } = deployment;
	const hub = { stack: HUB_STACK, region };
	if (kind === 'single-account') return { kind, account, main: hub, regions: [region, ...regions] };
	if (account === organization?.hubAccount)
		return { kind: 'hub', account, main: hub, regions: [region] };
	if (account === containment.managementAccount) {
		const main = { stack: MANAGEMENT_STACK, region: organizations };
		return {
			kind: 'management',
			account,
			main,
			regions: [...new Set([organizations, region, ...regions])],
		};
	}
	throw new UsageError(
		`your credentials belong to account ${account}; use those of the management account ${containment.managementAccount} ` +
			`or of the hub ${organization?.hubAccount}. The management account deploys to all other accounts`,
	);
}

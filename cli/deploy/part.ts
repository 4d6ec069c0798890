import type { Configuration } from '../../shared/configuration/configuration.ts';
import { HUB_STACK } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import { MANAGEMENT_STACK } from './stacks.ts';

/** What of eyes-system stands in the account whose credentials are used. */
export interface Part {
	readonly kind: 'single-account' | 'management' | 'hub';
	readonly account: string;
	/** The stack that has the outputs, and where it stands. */
	readonly main: { readonly stack: string; readonly region: string };
	/** Every Region in which it has a stack. */
	readonly regions: readonly string[];
}

/**
 * Throws a UsageError for credentials of an account in which nothing is to be deployed. `organizations`: the Region in
 * which Organizations has its endpoint.
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
		`your credentials are of account ${account}; use those of the management account ${containment.managementAccount} ` +
			`or of the hub ${organization?.hubAccount}. All other accounts get their parts from the management account`,
	);
}

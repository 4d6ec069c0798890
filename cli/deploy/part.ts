import type { Configuration } from '../../shared/configuration/configuration.ts';
import {
	BUS_STACK,
	HUB_STACK,
	MANAGEMENT_STACK,
	REGION_STACK,
} from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';

/** A stack by its name, and the Region where it is. */
export interface StackPlace {
	readonly stack: string;
	readonly region: string;
}

/** The part of eyes-system in the account whose credentials are used. */
export interface Part {
	readonly kind: 'single-account' | 'management' | 'hub';
	readonly account: string;
	/** The stack that has the outputs. */
	readonly main: StackPlace;
	/** All its stacks, in the order in which they are deployed. */
	readonly stacks: readonly StackPlace[];
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
	if (kind === 'single-account') {
		const others = regions.map((one) => ({ stack: `${REGION_STACK}-${one}`, region: one }));
		return part({ kind, account, main: hub, stacks: [hub, ...others] });
	}
	if (account === organization?.hubAccount) {
		const bus = { stack: BUS_STACK, region };
		return part({ kind: 'hub', account, main: hub, stacks: [bus, hub] });
	}
	if (account === containment.managementAccount) {
		const main = { stack: MANAGEMENT_STACK, region: organizations };
		const watched = [region, ...regions];
		const others = watched.map((one) => ({ stack: `${MANAGEMENT_STACK}-${one}`, region: one }));
		return part({ kind: 'management', account, main, stacks: [main, ...others] });
	}
	throw new UsageError(
		`your credentials belong to account ${account}; use those of the management account ${containment.managementAccount} ` +
			`or of the hub ${organization?.hubAccount}. The management account deploys to all other accounts`,
	);
}

function part(made: Omit<Part, 'regions'>): Part {
	return { ...made, regions: [...new Set(made.stacks.map(({ region }) => region))] };
}

import {
	ListParentsCommand,
	ListTargetsForPolicyCommand,
	type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { allPages } from './all-pages.ts';
import { ORGANIZATIONS_ERRORS } from './organizations-errors.ts';
import type { OrganizationsPace } from './organizations-pace.ts';
import { ask } from './refused-call.ts';

/** Accounts and the SCP are rarely moved, so answers are kept for this long. */
const REMEMBER_MS = 10 * 60_000;

/** The containment SCP. */
export interface Scp {
	readonly arn: string;
	readonly id: string;
	/** It owns all SCPs of the organization, and none of them applies to it. */
	readonly managementAccount: string;
}

export interface OrganizationsAppliesOptions {
	readonly client: OrganizationsClient;
	readonly scp: Scp;
	readonly pace: OrganizationsPace;
}

/**
 * Whether the SCP is attached to an account or above it; without an account, whether it is attached
 * at all. `now`: milliseconds since 1970, UTC.
 */
export type OrganizationsApplies = (account: string | null, now: number) => Promise<boolean>;

/**
 * Checks where the SCP is attached, and remembers the answers by the caller's clock.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function organizationsApplies(options: OrganizationsAppliesOptions): OrganizationsApplies {
	const memory = new Map<string, { readonly ids: readonly string[]; readonly until: number }>();

	async function recall(
		key: string,
		now: number,
		look: () => Promise<string[]>,
	): Promise<readonly string[]> {
		const known = memory.get(key);
		if (known !== undefined && now < known.until) return known.ids;
		const ids = await look();
		memory.set(key, { ids, until: now + REMEMBER_MS });
		return ids;
	}

	async function isUnder(account: string | null, now: number): Promise<boolean> {
		const targets = await recall('targets', now, () => targetsOf(options));
		if (account === null) return targets.length > 0;
		let id: string | undefined = account;
		while (id !== undefined && !targets.includes(id)) {
			const child: string = id;
			[id] = isRoot(child) ? [] : await recall(child, now, () => parentsOf(child, options));
		}
		return id !== undefined;
	}

	return async (account, now) => {
		if (await isUnder(account, now)) return true;
		// A negative answer is checked again: somebody may just have attached the SCP or moved the
		// account.
		memory.clear();
		return isUnder(account, now);
	};
}

function isRoot(id: string): boolean {
	return id.startsWith('r-');
}

function targetsOf({ client, scp, pace }: OrganizationsAppliesOptions): Promise<string[]> {
	return allPages(async (NextToken) => {
		await pace('ListTargetsForPolicy');
		const call = { operation: 'ListTargetsForPolicy', on: scp.arn };
		const page = await ask(ORGANIZATIONS_ERRORS, call, () =>
			client.send(new ListTargetsForPolicyCommand({ PolicyId: scp.id, NextToken })),
		);
		return { items: ids(page.Targets?.map(({ TargetId }) => TargetId)), next: page.NextToken };
	});
}

/** One id, or none for an account that has just left the organization. */
function parentsOf(
	child: string,
	{ client, pace }: OrganizationsAppliesOptions,
): Promise<string[]> {
	return allPages(async (NextToken) => {
		await pace('ListParents');
		const page = await ask(ORGANIZATIONS_ERRORS, { operation: 'ListParents', on: child }, () =>
			client.send(new ListParentsCommand({ ChildId: child, NextToken })),
		);
		return { items: ids(page.Parents?.map(({ Id }) => Id)), next: page.NextToken };
	});
}

function ids(found: readonly (string | undefined)[] = []): string[] {
	return found.filter((id) => id !== undefined);
}

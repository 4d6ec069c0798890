import {
	ListParentsCommand,
	ListTargetsForPolicyCommand,
	type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ORGANIZATIONS_ERRORS } from './organizations-errors.ts';
import type { OrganizationsPace } from './organizations-pace.ts';
import { allPages, ask } from './refused-call.ts';

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
	/** The ids that the SCP is meant for: the root, or the units and accounts of a pilot. */
	readonly targets: readonly string[];
}

/** Where the SCP is attached, and where it should be. `now`: milliseconds since 1970, UTC. */
export interface OrganizationsApplies {
	/**
	 * Whether the SCP is attached to an account or above it; without an account, whether it is
	 * attached to all its targets or above them.
	 */
	isAttachedAbove(account: string | null, now: number): Promise<boolean>;
	/** Whether the account is a target or below one. If no target is known, every account is. */
	isMeant(account: string, now: number): Promise<boolean>;
}

interface Remembered {
	readonly ids: Promise<string[]>;
	readonly until: number;
	isAnswered: boolean;
}

/**
 * Checks where the SCP is attached, and remembers the answers by the caller's clock.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function organizationsApplies(options: OrganizationsAppliesOptions): OrganizationsApplies {
	const memory = new Map<string, Remembered>();

	/** Keeps the request itself, so that those who ask at the same time share it. */
	function recall(key: string, now: number, look: () => Promise<string[]>): Promise<string[]> {
		const known = memory.get(key);
		if (known !== undefined && now < known.until) return known.ids;
		const asked = { ids: look(), until: now + REMEMBER_MS, isAnswered: false };
		memory.set(key, asked);
		asked.ids.then(
			() => {
				asked.isAnswered = true;
			},
			() => memory.get(key) === asked && memory.delete(key),
		);
		return asked.ids;
	}

	async function parents(child: string, now: number): Promise<string[]> {
		return isRoot(child) ? [] : recall(child, now, () => parentsOf(child, options));
	}

	/** Looks for one of these ids from this one up to the root. */
	async function isBelow(child: string, ids: readonly string[], now: number): Promise<boolean> {
		let id: string | undefined = child;
		while (id !== undefined && !ids.includes(id)) [id] = await parents(id, now);
		return id !== undefined;
	}

	async function isUnder(account: string | null, now: number): Promise<boolean> {
		const asked = recall('targets', now, () => targetsOf(options));
		if (account !== null) {
			const [attached] = await Promise.all([asked, parents(account, now)]);
			return isBelow(account, attached, now);
		}
		const attached = await asked;
		const found = await Promise.all(options.targets.map((id) => isBelow(id, attached, now)));
		return attached.length > 0 && found.every((isFound) => isFound);
	}

	return {
		isAttachedAbove: async (account, now) => {
			const old = [...memory].filter(([, { isAnswered }]) => isAnswered);
			if (await isUnder(account, now)) return true;
			// A negative answer from memory is checked again: somebody may just have attached the SCP or
			// moved the account. What was asked since is kept, because the questions about many accounts
			// together would otherwise outlast the function.
			for (const [key, answer] of old) if (memory.get(key) === answer) memory.delete(key);
			return old.length > 0 && isUnder(account, now);
		},
		isMeant: async (account, now) =>
			options.targets.length === 0 || isBelow(account, options.targets, now),
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

import type { DeploymentTargets } from '../configuration/configuration.ts';
import { NAMED_STACK_SETS, UNIT_STACK_SETS } from '../runtime/names.ts';
import {
	causeOf,
	type ExpectedInstance,
	type NotCurrent,
	type StackInstance,
} from './stack-instance.ts';

/** What one look at all StackSets found. */
export interface Look {
	/** How many instances are current, and in how many accounts. */
	readonly current: number;
	readonly accounts: number;
	/** In the order of account, Region and StackSet; without those of suspended accounts. */
	readonly notCurrent: readonly NotCurrent[];
	/** Suspended accounts, which StackSets skips. Nobody can sign in there. */
	readonly suspended: readonly string[];
}

/** Judges the instances, and adds those that should be there and are not. */
export function lookAt(
	instances: readonly StackInstance[],
	expected: readonly ExpectedInstance[],
): Look {
	const judged = instances.map((one) => ({
		...placeOf(one),
		reason: one.reason,
		cause: causeOf(one),
	}));
	const known = new Set(instances.map(keyOf));
	const missing = expected
		.filter((one) => !known.has(keyOf(one)))
		.map((one) => ({ ...placeOf(one), cause: 'missing' as const, reason: '' }));
	const behind = [...judged, ...missing].filter(isBehind).toSorted(byPlace);
	const current = judged.filter(({ cause }) => cause === null);
	return {
		current: current.length,
		accounts: new Set(current.map(({ account }) => account)).size,
		notCurrent: behind.filter(({ cause }) => cause !== 'suspended'),
		suspended: [
			...new Set(behind.filter(({ cause }) => cause === 'suspended').map(({ account }) => account)),
		],
	};
}

function isBehind(
	one: Omit<NotCurrent, 'cause'> & { cause: NotCurrent['cause'] | null },
): one is NotCurrent {
	return one.cause !== null;
}

/** What tells an instance from all others. */
export function keyOf({ account, region, stackSet }: ExpectedInstance): string {
	return `${account} ${region} ${stackSet}`;
}

function byPlace(one: ExpectedInstance, other: ExpectedInstance): number {
	return keyOf(one) < keyOf(other) ? -1 : 1;
}

function placeOf({ stackSet, account, region }: ExpectedInstance): ExpectedInstance {
	return { stackSet, account, region };
}

interface Places {
	readonly targets: DeploymentTargets;
	/** The active accounts of the organization without the management account. */
	readonly active: readonly string[];
	/** Those of them that are under the units of a pilot. */
	readonly inUnits: readonly string[];
	/** The watched Regions, the hub's Region first. */
	readonly regions: readonly [string, ...string[]];
}

/** Gives the instances that the targets must have. */
export function expectedInstances({
	targets,
	active,
	inUnits,
	regions,
}: Places): ExpectedInstance[] {
	const named = active.filter((account) => targets.accounts.includes(account));
	const ofUnits = targets.root === true ? active : active.filter((id) => inUnits.includes(id));
	return [
		...ofUnits.flatMap((account) => partsOf(account, UNIT_STACK_SETS, regions)),
		...named.flatMap((account) => partsOf(account, NAMED_STACK_SETS, regions)),
	];
}

function partsOf(
	account: string,
	names: typeof UNIT_STACK_SETS,
	regions: Places['regions'],
): ExpectedInstance[] {
	return [
		{ stackSet: names.accounts, account, region: regions[0] },
		...regions.map((region) => ({ stackSet: names.regions, account, region })),
	];
}

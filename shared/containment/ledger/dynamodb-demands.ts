import { DamagedItemError } from '../../runtime/dynamodb-item.ts';
import { queryPartition, type Table } from '../../runtime/dynamodb-table.ts';
import type { PolicyId } from '../containment.ts';
import {
	DEMANDS,
	demandItem,
	policyPartition,
	readDemand,
	readDemandId,
} from './dynamodb-containment-items.ts';
import { findHead } from './dynamodb-journal.ts';
import type { PolicyDemand } from './ledger-policy.ts';

type ReadDemand = ReturnType<typeof readDemand>;

/**
 * What stands in the table for a policy at this moment. A copy that cannot be read is made again from its containment,
 * which decides; where that cannot be read either it is named, and nobody else waits for it.
 */
export async function readDemands(table: Table, policy: PolicyId): Promise<PolicyDemand> {
	const items = await queryPartition(table, policyPartition(policy), DEMANDS);
	const read = await Promise.all(items.map((item) => readOrRebuild(table, policy, item)));
	const standing = (wanted: string) =>
		read.flatMap((one) => (typeof one !== 'string' && one.standing === wanted ? [one.demand] : []));
	return {
		active: standing('active'),
		ending: standing('ending'),
		damaged: read.filter((one) => typeof one === 'string'),
	};
}

/** The key of the item where nothing tells what it should be. */
async function readOrRebuild(
	table: Table,
	policy: PolicyId,
	item: unknown,
): Promise<ReadDemand | string> {
	try {
		return readDemand(item);
	} catch (error) {
		if (!(error instanceof DamagedItemError)) throw error;
		return (await rebuild(table, policy, item)) ?? error.item;
	}
}

async function rebuild(table: Table, policy: PolicyId, item: unknown): Promise<ReadDemand | null> {
	try {
		const containment = (await findHead(table, readDemandId(item)))?.containment;
		const entry = containment?.policies.find((one) => one.policy === policy);
		if (containment === undefined || entry === undefined) return null;
		return readDemand(demandItem(containment, entry));
	} catch (error) {
		if (error instanceof DamagedItemError) return null;
		throw error;
	}
}

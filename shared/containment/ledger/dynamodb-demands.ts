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
 * Reads what the table demands of a policy. If a copy cannot be read, it is made again from its
 * containment. If that cannot be read either, its key is named and the others go on.
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

/** Answers with the key of the item if it cannot be rebuilt. */
async function readOrRebuild(
	table: Table,
	policy: PolicyId,
	item: unknown,
): Promise<ReadDemand | string> {
	try {
		return readDemand(item);
	} catch (error) {
		if (!(error instanceof DamagedItemError)) throw error;
		const rebuilt = await rebuild(table, policy, item);
		if (rebuilt !== null) table.passOver?.(error);
		return rebuilt ?? error.item;
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

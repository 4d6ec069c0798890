import { DamagedItemError } from '../../runtime/dynamodb-item.ts';
import { queryPartition, type Table } from '../../runtime/dynamodb-table.ts';
import type { TargetId } from '../containment.ts';
import {
	DEMANDS,
	demandItem,
	readDemand,
	readDemandId,
	targetPartition,
} from './dynamodb-containment-items.ts';
import { findHead } from './dynamodb-journal.ts';
import type { TargetDemand } from './ledger-policy.ts';

type ReadDemand = ReturnType<typeof readDemand>;

/**
 * What stands in the table for a target at this moment. A copy that cannot be read is made again from its containment,
 * which decides; where that cannot be read either it is named, and nobody else waits for it.
 */
export async function readDemands(table: Table, target: TargetId): Promise<TargetDemand> {
	const items = await queryPartition(table, targetPartition(target), DEMANDS);
	const read = await Promise.all(items.map((item) => readOrRebuild(table, target, item)));
	const standing = (wanted: string) =>
		read.flatMap((one) => (typeof one !== 'string' && one.standing === wanted ? [one.demand] : []));
	return {
		active: standing('active'),
		lifting: standing('lifting'),
		damaged: read.filter((one) => typeof one === 'string'),
	};
}

/** The key of the item where nothing tells what it should be. */
async function readOrRebuild(table: Table, target: TargetId, item: unknown): Promise<ReadDemand | string> {
	try {
		return readDemand(item);
	} catch (error) {
		if (!(error instanceof DamagedItemError)) throw error;
		return (await rebuild(table, target, item)) ?? error.item;
	}
}

async function rebuild(table: Table, target: TargetId, item: unknown): Promise<ReadDemand | null> {
	try {
		const containment = (await findHead(table, readDemandId(item)))?.containment;
		const entry = containment?.targets.find((one) => one.target === target);
		if (containment === undefined || entry === undefined) return null;
		return readDemand(demandItem(containment, entry));
	} catch (error) {
		if (error instanceof DamagedItemError) return null;
		throw error;
	}
}

import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../shared/runtime/dynamodb-table.ts';

/** Reads all items of a table. */
export async function allItems({ client, name }: Table): Promise<Record<string, unknown>[]> {
	const items: Record<string, unknown>[] = [];
	for await (const page of paginateScan({ client }, { TableName: name, ConsistentRead: true })) {
		items.push(...(page.Items ?? []));
	}
	return items;
}

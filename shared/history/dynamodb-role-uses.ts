import * as v from 'valibot';
import { readEach, readItem, text, time } from '../runtime/dynamodb-item.ts';
import { type Key, lastItem, queryPages, type Table, TTL } from '../runtime/dynamodb-table.ts';
import { shortHash } from '../runtime/sha256.ts';
import { historyPartition } from './dynamodb-history-keys.ts';
import { type Form, latestForms } from './dynamodb-latest.ts';
import type { RoleUse, RoleUses, RoleUsesSeen, SeenUse } from './role-use.ts';

const HOUR = 3_600_000;
/** Whom a cut of the last twelve hours would hit is asked for, so a day is enough. */
const KEPT = 25 * HOUR;
const MOST_READ = 1_000;
const MOST_NAME = 256;

const roleUse = v.object({
	roleId: text,
	kind: v.picklist(['person', 'machine', 'external-account']),
	name: v.nullable(v.string()),
	network: text,
	classification: v.picklist(['trusted', 'untrusted', 'not-judged', 'unknown']),
	lastAt: time,
});

/**
 * Keeps who uses which role in the table: one item for each role, actor and kind of network, with
 * the first use in the latest hour. A process writes it once an hour, because everybody who works
 * with a role is in it.
 */
export function dynamodbRoleUses(table: Table): RoleUses {
	const keep = latestForms(table);
	return {
		remember: (seen) => keep(keyOf(seen), formOf(seen.use)),
		since: (role, at) => usesSince(table, role, at),
	};
}

function keyOf({ role, actor, use }: SeenUse): Key {
	const { roleId, classification } = use;
	return {
		pk: historyPartition('role-use', role),
		sk: `USE#${roleId}#${classification}#${shortHash(actor)}`,
	};
}

function formOf({ name, network, lastAt, ...use }: RoleUse): Form {
	const at = Math.floor(lastAt / HOUR) * HOUR;
	const fields = {
		...use,
		name: name?.slice(0, MOST_NAME).toWellFormed() ?? null,
		network: network.slice(0, MOST_NAME).toWellFormed(),
		[TTL]: Math.ceil((at + KEPT) / 1_000),
	};
	return { by: 'lastAt', at, fields };
}

/**
 * A thief may choose many names, so the uses of a role are not read without a limit. Beyond it the
 * last one is read too: it may show that the role was made again and has another id now.
 */
async function usesSince(table: Table, role: string, at: number): Promise<RoleUsesSeen> {
	const partition = historyPartition('role-use', role);
	const items: unknown[] = [];
	for await (const page of queryPages(table, partition)) {
		items.push(...page);
		if (items.length > MOST_READ) break;
	}
	const isMore = items.length > MOST_READ;
	if (isMore) items.splice(MOST_READ, items.length, await lastItem(table, partition));
	const read = readEach(items, (item) => readItem(roleUse, item), table.passOver);
	const uses = read.filter(({ lastAt }) => lastAt >= at);
	return { uses: uses.toSorted((one, other) => other.lastAt - one.lastAt), isMore };
}

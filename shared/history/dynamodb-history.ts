import type { Table } from '../runtime/dynamodb-table.ts';
import { recall } from './dynamodb-recall.ts';
import { remember } from './dynamodb-remember.ts';
import type { History } from './history.ts';

/**
 * History in the table, for functions that see one event at a time, in any order, each at least once.
 *
 * Whatever a sign-in adds stands under its own stamp (its place in the order of judging, and a hash of its delivery),
 * and `recall` reads what stands before the stamp of the one that asks. So a record that is judged again, a repeat or a
 * retry, gets the answer of the first time and is no copy of itself; `remember` again changes nothing, or replaces what
 * the same record had added under another outcome; and what comes late is seen by those who are judged after it.
 *
 * What is not kept, or not exactly:
 * - failures, and names that failed, beyond `MOST_FAILURES` an hour: a question about a time within such a flood may get
 *   less than there was
 * - more than `MOST_NETWORKS` networks of a person are not listed, but the one asked for is always looked up
 * - of a network's visits the first twenty that are judged while it is new; if all of them are later than the one that
 *   asks, or are taken back, it is new to that one
 * - a name goes to the id that told it last, and an id that goes on telling the same name is not written again: where
 *   two directories give two people one name, which of them is meant is not sure
 * - two records of an edited log with one id, account and event in one millisecond come in any order
 *
 * `recall` waits once for the table, twice for an Identity Center user who is known by name only. `remember` waits
 * once; once or twice more where a directory's name is told for the first time, or a new network shows under a name
 * that is not told yet. Both throw a DamagedItemError for an item that is not what was written.
 */
export function dynamodbHistory(table: Table): History {
	return {
		recall: (facts) => recall(table, facts),
		remember: (facts, outcome) => remember(table, facts, outcome),
	};
}

import type { Table } from '../runtime/dynamodb-table.ts';
import { recall } from './dynamodb-recall.ts';
import { announce, remember } from './dynamodb-remember.ts';
import type { History } from './history.ts';

/**
 * Keeps history in the table, for functions that see one event at a time, in any order, each at
 * least once.
 *
 * Each sign-in adds entries under its own stamp (its place in the order of judging, and a hash of
 * its delivery), and `recall` reads the entries before the stamp of the sign-in that asks. So a
 * record that is judged again, because it was repeated or retried, gets the first answer again and
 * is not taken for a copy of itself. Calling `remember` again changes nothing, or replaces what the
 * same record had added under another outcome. What arrives late is seen by the sign-ins that are
 * judged after it.
 *
 * What is not kept, or not exactly:
 * - failures, and names that failed, beyond `MOST_FAILURES` an hour: a question about a time within
 *   such an hour may get a lower number
 * - more than `MOST_NETWORKS` networks of a person are not listed, but the network that is asked
 *   for is always looked up
 * - of a network's visits only the first twenty that are judged while it is new; if all of them are
 *   later than the sign-in that asks, or were taken back, the network is new to that sign-in
 * - a name belongs to the id that told it last, and an id that keeps telling the same name is not
 *   written again: if two directories give two people one name, it is not certain which of them is
 *   meant
 * - two records of an edited log with the same id, account, event and millisecond may be in any
 *   order
 *
 * `recall` waits once for the table; twice for an Identity Center user who is known by name only,
 * and for a session, which somebody may have obtained; more often only for a chain of sessions.
 * `remember` waits once; it waits once or twice more if a directory's name is told for the first
 * time, or if a new network appears under a name that was not told yet. Both throw a
 * DamagedItemError for an item that is not what was written, unless the table has a `passOver`.
 */
export function dynamodbHistory(table: Table): History {
	return {
		recall: (facts) => recall(table, facts),
		announce: (facts, person) => announce(table, facts, person),
		remember: (facts, outcome) => remember(table, facts, outcome),
	};
}

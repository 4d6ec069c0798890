import { compareSignIns } from '../../shared/sign-in/compare-sign-ins.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { type ExternalSort, externalSort } from './external-sort.ts';
import type { Place, PlacedSignIn } from './judge-log.ts';
import { type CallGroup, callOf, type RepeatedCall } from './repeated-calls.ts';

type Found = RepeatedCall | Pick<PlacedSignIn, 'signIn'>;

interface PlacedCall extends Place, RepeatedCall {}

/**
 * Sorts the sign-ins of a log in little memory, in the order of judging. Of a repeated call only
 * what it has of its own is kept.
 */
export class SortedSignIns {
	readonly #groups = new Map<number, CallGroup>();
	readonly #sort: ExternalSort<PlacedSignIn | PlacedCall> = externalSort(
		(a, b) => this.#compare(a, b),
		{ sizeOf },
	);

	/** How many were added. */
	get size(): number {
		return this.#sort.size;
	}

	add(placed: PlacedSignIn | PlacedCall): void {
		this.#sort.add(placed);
	}

	/** Calls of a group can be added after it. */
	addGroup(group: CallGroup): void {
		this.#groups.set(group.group, group);
	}

	/** Gives a sign-in, also that of a call of a group, as its whole record would be read. */
	read(one: Found): SignIn {
		return 'signIn' in one ? one.signIn : callOf(this.#groupOf(one), one);
	}

	/** Gives all in order, once. */
	*sorted(): Generator<PlacedSignIn> {
		for (const one of this.#sort.sorted()) {
			if ('signIn' in one) yield one;
			else {
				const { file, index } = one;
				yield { file, index, signIn: this.read(one), group: this.#groupOf(one) };
			}
		}
	}

	/** Removes the files on disk. */
	close(): void {
		this.#sort.close();
	}

	#groupOf({ group }: RepeatedCall): CallGroup {
		const found = this.#groups.get(group);
		if (found === undefined) throw new Error(`no group ${group} of calls was added`);
		return found;
	}

	/** The place decides only between copies of one record. */
	#compare(a: PlacedSignIn | PlacedCall, b: PlacedSignIn | PlacedCall): number {
		const before = timeOf(a) - timeOf(b);
		if (before !== 0) return before;
		const order = compareSignIns(this.read(a), this.read(b));
		return order || a.file - b.file || a.index - b.index;
	}
}

/** A repeated call takes about 150 bytes, a sign-in about 1 KB. */
function sizeOf(one: PlacedSignIn | PlacedCall): number {
	return 'signIn' in one ? 1 : 1 / 6;
}

function timeOf(one: PlacedSignIn | PlacedCall): number {
	return 'signIn' in one ? one.signIn.time : one.time;
}

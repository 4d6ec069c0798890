export type Compare<Item> = (a: Item, b: Item) => number;

interface Head<Item> {
	readonly item: Item;
	readonly rest: Iterator<Item>;
	/** The sequence's place. Of equal items, the one of the earlier sequence comes first. */
	readonly place: number;
}

/** Merges sorted sequences into one. It holds one item of each. */
export function* mergeSorted<Item>(
	sequences: readonly Iterable<Item>[],
	compare: Compare<Item>,
): Generator<Item> {
	const heads: Head<Item>[] = [];
	const before = (a: Head<Item>, b: Head<Item>) => compare(a.item, b.item) || a.place - b.place;

	/**
	 * Keeps the heads in order, with the next one last, because the last one is cheap to remove.
	 */
	function insert(rest: Iterator<Item>, place: number): void {
		const next = rest.next();
		if (next.done) return;
		const head = { item: next.value, rest, place };
		let [low, high] = [0, heads.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const other = heads[middle];
			if (other !== undefined && before(other, head) > 0) low = middle + 1;
			else high = middle;
		}
		heads.splice(low, 0, head);
	}

	try {
		for (const [place, sequence] of sequences.entries()) insert(sequence[Symbol.iterator](), place);
		for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
			yield head.item;
			insert(head.rest, head.place);
		}
	} finally {
		for (const { rest } of heads) rest.return?.();
	}
}

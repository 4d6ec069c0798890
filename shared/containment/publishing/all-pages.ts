export interface Page<T> {
	readonly items: readonly T[];
	/** The marker of the next page; undefined on the last one. */
	readonly next: string | undefined;
}

/** Reads all pages of a list of AWS. An empty page need not be the last one. */
export async function allPages<T>(
	fetch: (marker: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
	const items: T[] = [];
	let marker: string | undefined;
	do {
		const page = await fetch(marker);
		items.push(...page.items);
		marker = page.next;
	} while (marker !== undefined);
	return items;
}

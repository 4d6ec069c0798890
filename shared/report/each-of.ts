/**
 * Works on all items, so many at once. Stops at the first answer that is not null, and gives it.
 */
export async function eachOf<T, A>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<A | null>,
): Promise<A | null> {
	const left = items.values();
	let answer: A | null = null;
	const workers = Array.from({ length: atOnce }, async () => {
		for (const item of left) {
			if (answer !== null) return;
			const own = await work(item);
			answer ??= own;
		}
	});
	await Promise.all(workers);
	return answer;
}

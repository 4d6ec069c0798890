/**
 * Works on all items, so many at once. Stops at the first answer that is not null, and gives it. An
 * error stops it too, and is thrown.
 */
export async function eachOf<T, A>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<A | null>,
): Promise<A | null> {
	const left = items.values();
	let answer: A | null = null;
	let isOver = false;
	const workers = Array.from({ length: atOnce }, async () => {
		for (const item of left) {
			if (isOver) return;
			try {
				const own = await work(item);
				answer ??= own;
				isOver ||= own !== null;
			} catch (error) {
				isOver = true;
				throw error;
			}
		}
	});
	await Promise.all(workers);
	return answer;
}

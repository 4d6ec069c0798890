/**
 * Does the work for each, one after the other; one that fails keeps no other from being done. What failed is thrown in
 * the end, so that the alarm on errors fires.
 */
export async function eachAlone<T>(
	items: readonly T[],
	work: (item: T) => Promise<unknown>,
): Promise<void> {
	const failures: unknown[] = [];
	for (const item of items) {
		try {
			await work(item);
		} catch (error) {
			failures.push(error);
		}
	}
	if (failures.length > 0)
		throw new AggregateError(failures, `${failures.length} of ${items.length} failed`);
}

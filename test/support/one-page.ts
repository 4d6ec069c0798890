/**
 * A page with one item and the marker of the next page, so that every reader must read several
 * pages.
 */
export function onePage<T>(items: readonly T[], marker: string | undefined) {
	const index = Number(marker ?? 0);
	return {
		page: items.slice(index, index + 1),
		marker: index < items.length - 1 ? String(index + 1) : undefined,
	};
}

/** The same in the form of IAM. */
export function cut(marker: string | undefined) {
	return marker === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: marker };
}

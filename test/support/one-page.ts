/** One item of a list and the marker of the next, so that everybody who reads a list has to turn pages. */
export function onePage<T>(items: readonly T[], marker: string | undefined) {
	const index = Number(marker ?? 0);
	return {
		page: items.slice(index, index + 1),
		marker: index < items.length - 1 ? String(index + 1) : undefined,
	};
}

/** How the lists of IAM say that there is more. */
export function cut(marker: string | undefined) {
	return marker === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: marker };
}

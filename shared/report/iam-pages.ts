interface Page {
	readonly IsTruncated?: boolean | undefined;
	readonly Marker?: string | undefined;
}

/** Reads the pages of a list in IAM, one after the other. */
export async function* pagesOf<P extends Page>(
	read: (marker: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
	let marker: string | undefined;
	do {
		const page = await read(marker);
		yield page;
		if (page.IsTruncated === true && page.Marker === undefined)
			throw new Error('IAM cut a list and did not say where it continues');
		marker = page.IsTruncated === true ? page.Marker : undefined;
	} while (marker !== undefined);
}

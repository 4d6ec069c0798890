/** The values of a list that stood in it before. */
export function repeated(values: readonly string[]): string[] {
	return values.filter((value, at) => values.indexOf(value) < at);
}

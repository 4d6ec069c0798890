/** The values that a list contains more than once. */
export function repeated(values: readonly string[]): string[] {
	return values.filter((value, at) => values.indexOf(value) < at);
}

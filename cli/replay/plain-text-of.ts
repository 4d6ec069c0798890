const VALUE = /^\s*:\s*"([ !#-[\]-~]*)"/;
/** An address or a time, and the indentation of a file for humans, are shorter. */
const LONGEST = 100;

/**
 * Gives the value of the first such key in a text of JSON, without parsing it. `key` has its quotes.
 * Null if there is no such key, or if its value is no text in plain ASCII without escapes.
 */
export function plainTextOf(text: Buffer, key: Buffer): string | null {
	const at = text.indexOf(key);
	return at < 0 ? null : plainTextBehind(text, at + key.length);
}

/** Gives the value of the key that ends at a position. */
export function plainTextBehind(text: Buffer, at: number): string | null {
	return VALUE.exec(text.toString('latin1', at, at + LONGEST))?.[1] ?? null;
}

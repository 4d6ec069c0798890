const VALUE = /^\s*:\s*"([ !#-[\]-~]*)"/;
/** An address, a time, and the indentation of a file for humans, are shorter. */
const LONGEST = 100;

/**
 * Gives every text behind a key in the text of a record: text inside the record can be the caller's,
 * so any of them may be the one that counts. Null if one of them is no plain text.
 */
export function plainTexts(text: Buffer, key: Buffer): readonly string[] | null {
	const found: string[] = [];
	for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) {
		const behind = at + key.length;
		const value = VALUE.exec(text.toString('latin1', behind, behind + LONGEST))?.[1];
		if (value === undefined) return null;
		found.push(value);
	}
	return found;
}

/** Hangul, Han, kana, full-width forms and emoji take two columns in a terminal. */
const WIDE =
	/^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes in a terminal. */
export function columnWidth(text: string): number {
	return Array.from(text.normalize('NFC'), widthOf).reduce((sum, width) => sum + width, 0);
}

function widthOf(character: string): number {
	if (NO_WIDTH.test(character)) return 0;
	return WIDE.test(character) ? 2 : 1;
}

export function padColumns(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - columnWidth(text)));
}

/** As much of a text as fits into so many columns; what is left out is marked with `…`. */
export function cutColumns(text: string, most: number): string {
	if (columnWidth(text) <= most) return text;
	let shown = '';
	let width = 1;
	// A few characters become two by this, and are measured so.
	for (const character of text.normalize('NFC')) {
		width += widthOf(character);
		if (width > most) break;
		shown += character;
	}
	return `${shown}…`;
}

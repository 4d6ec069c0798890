/** Hangul, Han, kana, full-width forms and emoji take two columns in a terminal. */
const WIDE =
	/^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;
/** It makes a coloured picture of the character before it, which takes one column more. */
const EMOJI_SELECTOR = '\uFE0F';
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes in a terminal. */
export function columnWidth(text: string): number {
	return Array.from(text.normalize('NFC'), widthOf).reduce((sum, width) => sum + width, 0);
}

function widthOf(character: string): number {
	if (character === EMOJI_SELECTOR) return 1;
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

/** A space, but not before one of our separators: a line that ends with one goes on. */
const BREAK = / (?![·|] )/;

/**
 * Breaks a text into lines of so many columns, at its spaces. A word that is wider than a line, such
 * as an ARN, begins on a new line and is broken where the line ends.
 */
export function wrapColumns(text: string, columns: number): readonly string[] {
	const lines: string[] = [];
	let line: string | null = null;
	for (const word of text.split(BREAK)) {
		const longer: string = line === null ? word : `${line} ${word}`;
		if (columnWidth(longer) <= columns) line = longer;
		else {
			if (line !== null) lines.push(line);
			const pieces = piecesOf(word, columns);
			lines.push(...pieces.slice(0, -1));
			line = pieces.at(-1) ?? '';
		}
	}
	return [...lines, line ?? ''];
}

/** The pieces of a word, each as wide as fits. */
function piecesOf(word: string, columns: number): readonly string[] {
	const pieces: string[] = [];
	let piece = '';
	let width = 0;
	for (const character of word.normalize('NFC')) {
		const more = widthOf(character);
		if (width + more > columns && piece !== '') {
			pieces.push(piece);
			[piece, width] = ['', 0];
		}
		piece += character;
		width += more;
	}
	return [...pieces, piece];
}

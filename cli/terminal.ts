import { once } from 'node:events';
import { styleText } from 'node:util';

/** Writes to stdout and waits while the reader of a pipe is slower than we are. */
export async function write(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Everything but the result itself goes to stderr, so that stdout can be piped. */
export function say(line: string): void {
	process.stderr.write(`${styleText('dim', line, { stream: process.stderr })}\n`);
}

/** True if text for this stream may have colours. NO_COLOR, FORCE_COLOR and TERM are Node's rule. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
	return styleText('bold', '.', { stream }) !== '.';
}

/** True for a terminal that goes back to the start of a line, or clears itself, if it is told. */
export function canGoBack(
	{ isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>,
	{ TERM }: NodeJS.ProcessEnv = process.env,
): boolean {
	return isTTY && TERM !== 'dumb';
}

const NARROWEST = 60;
const WIDEST = 120;
/** In a file or a pipe the lines are the same on every machine. */
const WITHOUT_TERMINAL = 100;

/** How many columns a card has: those of the terminal, but 60 to 120. COLUMNS comes first. */
export function cardColumns(
	{ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
	{ COLUMNS }: NodeJS.ProcessEnv = process.env,
): number {
	const chosen = /^[1-9]\d*$/.test(COLUMNS ?? '') ? Number(COLUMNS) : null;
	const wanted = chosen ?? (isTTY && columns > 0 ? columns : WITHOUT_TERMINAL);
	return Math.min(Math.max(wanted, NARROWEST), WIDEST);
}

/**
 * Removes control characters, because names come from events and a terminal must not obey them. A
 * text longer than `most` is cut.
 */
export function printable(text: string, most = 80): string {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, most);
}

/** What a terminal obeys or does not show, but the white space between the values of JSON. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
const NOT_PLAIN = /[^\n\t -~]/;

/**
 * JSON that reads back as the same value, and in which no character of a value controls a terminal.
 * JSON.stringify itself escapes only what is below U+0020.
 */
export function visibleJson(json: string): string {
	// Most lines are plain ASCII, and looking for kinds of characters is slow.
	if (!NOT_PLAIN.test(json)) return json;
	return json.replace(UNSEEN, jsonEscape);
}

/** A character as JSON writes it in ASCII; one beyond U+FFFF is a pair. */
export function jsonEscape(character: string): string {
	return Array.from(
		{ length: character.length },
		(_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
	).join('');
}

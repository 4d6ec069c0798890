import { once } from 'node:events';
import { styleText } from 'node:util';

/** Writes to stdout and waits while the reader of a pipe is slower than we are. */
export async function write(text: string): Promise<void> {
	if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Everything but the result itself goes to stderr, so that stdout can be piped. */
export function say(line: string): void {
	process.stderr.write(`${process.stderr.isTTY ? styleText('dim', line) : line}\n`);
}

/**
 * Removes control characters, because names come from events and a terminal must not obey them. A
 * text longer than `most` is cut.
 */
export function printable(text: string, most = 80): string {
	return text.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, most);
}

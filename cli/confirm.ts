import { createInterface } from 'node:readline/promises';
import { UsageError } from './usage-error.ts';

/** Asks at the terminal; true for yes. Throws a UsageError if there is no terminal. */
export async function confirm(question: string): Promise<boolean> {
	if (!process.stdin.isTTY)
		throw new UsageError(`${question} There is no terminal to answer: add --yes`);
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await terminal.question(`${question} (y/N) `);
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

import { readFileSync, writeFileSync } from 'node:fs';

/** Sets the functions' clock right again. */
export function resetClock(file: string): void {
	writeFileSync(file, '0');
}

/** Lets so many milliseconds pass for the functions, and for nobody else. */
export function moveClock(file: string, ms: number): void {
	writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + ms));
}

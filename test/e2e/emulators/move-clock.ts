import { readFileSync, writeFileSync } from 'node:fs';

/** Sets the functions' clock back to the real time. */
export function resetClock(file: string): void {
	writeFileSync(file, '0');
}

/** Moves the functions' clock forward by so many milliseconds, and no other clock. */
export function moveClock(file: string, ms: number): void {
	writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + ms));
}

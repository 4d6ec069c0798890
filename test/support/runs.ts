/** How many examples a property of the whole flow tries: with stores in memory, and on the table. */
export interface Runs {
	readonly memory: number;
	readonly table: number;
}

/** In `npm test`. */
export const RUNS: Runs = { memory: 1_000, table: 50 };
/** In `npm run test:long`. */
export const LONG_RUNS: Runs = { memory: 10_000, table: 1_000 };

declare module 'vitest' {
	interface ProvidedContext {
		runs: Runs;
	}
}

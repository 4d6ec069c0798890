/** How many examples a property of the whole flow tries: with stores in memory, and on the table. */
export interface Runs {
	readonly memory: number;
	readonly table: number;
	/** Where the examples begin; null for other ones each time. */
	readonly seed: number | null;
}

/** In `npm test`: the same examples each time, so that it fails only because of a change. */
export const RUNS: Runs = { memory: 400, table: 50, seed: 20_260_303 };
/** In `npm run test:long`: new examples each time. */
export const LONG_RUNS: Runs = { memory: 2_000, table: 1_000, seed: null };

declare module 'vitest' {
	interface ProvidedContext {
		runs: Runs;
	}
}

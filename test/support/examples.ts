import { inject } from 'vitest';

/** How fast-check tries a property: how often, and where it begins if that is fixed. */
export interface Examples {
	readonly numRuns: number;
	readonly seed?: number;
}

/** The examples of a property of the whole flow. */
export function examples(on: 'memory' | 'table'): Examples {
	const { seed, ...runs } = inject('runs');
	return { numRuns: runs[on], ...(seed === null ? {} : { seed }) };
}

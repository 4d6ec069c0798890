import type { FunctionName } from './bundle.ts';

/**
 * So many concurrent runs are reserved for a function, and it never has more. A person who starts a
 * thousand other functions in this account cannot stop these. The others share the account's
 * concurrency: `notify` has one active run at most, and nothing urgent waits for
 * `report-credentials`.
 */
export const RESERVED = {
	'judge-sign-in': 10,
	'judge-credential-use': 2,
	contain: 5,
	// Two concurrent runs of reconcile would do the same work twice.
	reconcile: 1,
} as const satisfies Partial<Record<FunctionName, number>>;

/** Gives what is reserved for one function; null if it shares the account's concurrency. */
export function reservedFor(name: FunctionName): number | null {
	const reserved: Partial<Record<FunctionName, number>> = RESERVED;
	return reserved[name] ?? null;
}

/** Gives how many executions are reserved in the account of the hub, for all functions together. */
export function reservedInAll(): number {
	return Object.values(RESERVED).reduce<number>((sum, one) => sum + one, 0);
}

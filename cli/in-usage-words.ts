import { UsageError } from './usage-error.ts';

/** Reads arguments by `parseArgs`; what they have wrong becomes a UsageError with the usage under it. */
export function inUsageWords<T>(usage: string, parse: () => T): T {
	try {
		return parse();
	} catch (error) {
		// parseArgs throws TypeErrors whose messages name the option; anything else is a fault of ours.
		if (error instanceof TypeError) throw new UsageError(`${error.message}\n\n${usage}`);
		throw error;
	}
}

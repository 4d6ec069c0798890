/**
 * The command line or the configuration asks for something that cannot be done; the message says
 * how to fix it.
 */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

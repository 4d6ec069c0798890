/**
 * Gives the name of an error of AWS, such as `AccessDenied`. Logs show it in place of the message,
 * which may quote what was sent.
 */
export function errorName(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}

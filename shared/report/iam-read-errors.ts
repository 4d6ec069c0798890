import type { Read, ReadFailure, UserGone } from './account-reader.ts';

const GONE = new Set(['NoSuchEntity', 'NoSuchEntityException']);
/** Trying again soon gives the same answer. */
const LASTING = new Set([
	...[
		'AccessDenied',
		'AccessDeniedException',
		'InvalidClientTokenId',
		'UnrecognizedClientException',
	],
	...['ValidationError', 'InvalidInput', 'InvalidInputException'],
	...['NotSupportedService', 'ServiceNotSupportedException'],
	...['CredentialsProviderError', 'ExpiredToken', 'ExpiredTokenException'],
]);
const REMEDIES: readonly (readonly [RegExp, string])[] = [
	[
		/^AccessDenied/,
		'check that the account part of eyes-system is deployed there (role eyes-report-reader), or, on the command line, that you may read IAM',
	],
	[
		/^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient)/,
		'log in again (aws sso login), or set AWS_PROFILE',
	],
	[
		/^(LimitExceeded|CredentialReport|Report)/,
		'IAM limits how often it makes reports; run it again later',
	],
	[/^Throttl|^TooMany/, 'IAM limits the rate of requests; run it again later'],
];

/** Gives what `read` gives, or says what could not be read, why, and what helps. */
export async function orFailure<T>(what: string, read: () => Promise<T>): Promise<Read<T>> {
	try {
		return { kind: 'read', value: await read() };
	} catch (error) {
		return failureOf(what, error);
	}
}

/** The same about a user, who may be gone. */
export async function orGone<T>(what: string, read: () => Promise<T>): Promise<Read<T> | UserGone> {
	try {
		return { kind: 'read', value: await read() };
	} catch (error) {
		if (error instanceof Error && GONE.has(error.name)) return { kind: 'gone' };
		return failureOf(what, error);
	}
}

/** The message of an error is left out, because it may quote names and ids. */
function failureOf(what: string, error: unknown): ReadFailure {
	if (!(error instanceof Error) || error instanceof TypeError) throw error;
	const remedy = REMEDIES.find(([name]) => name.test(error.name))?.[1];
	const why = `${what} cannot be read: ${error.name === 'Error' ? error.message : error.name}`;
	return {
		kind: 'failed',
		why: remedy === undefined ? why : `${why}; ${remedy}`,
		isLasting: LASTING.has(error.name),
	};
}

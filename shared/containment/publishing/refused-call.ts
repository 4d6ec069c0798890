import { errorName } from '../../runtime/error-name.ts';
import { type Failed, failed, type PublishingFailure, type Retry } from './policy-publisher.ts';

/** One call to AWS, as the remediations name it. */
export interface Call {
	readonly operation: string;
	/** What the call is about: the policy's ARN, `user "bora"`, an account. */
	readonly on: string;
}

/** What an error of AWS means: try again, a human must act, or the wanted state exists already. */
export type Meaning =
	| Retry
	| { readonly kind: 'already-so' }
	| {
			readonly kind: 'failed';
			readonly reason: PublishingFailure;
			readonly remediation: (call: Call) => string;
	  };

/** Errors of both kinds of policy. */
export const TEXT_TOO_LONG: Meaning = {
	kind: 'failed',
	reason: 'text-too-long',
	remediation: ({ on }) =>
		`Release containments that are no longer needed, or trust fewer networks: the text of ${on} is too long.`,
};
export const TEXT_REFUSED: Meaning = {
	kind: 'failed',
	reason: 'text-refused',
	remediation: ({ on }) =>
		`Contain by hand and report an error of eyes-system: AWS did not accept the text for ${on}.`,
};

/**
 * The meaning of each error by its name in the SDK. `Name Detail` (its `Reason`, or the quota that
 * it names) is looked up first, then `Name Operation`, then `Name`.
 */
export type ErrorTable = Readonly<Record<string, Meaning>>;

/** An expected error of AWS, which ends the work of a publisher. It never leaves the adapter. */
export class RefusedCall extends Error {
	readonly outcome: Failed | Retry;

	constructor(outcome: Failed | Retry, cause?: unknown) {
		super(outcome.reason, { cause });
		this.outcome = outcome;
	}
}

/**
 * Calls AWS. Throws a `RefusedCall` for an error in the table, and an error with its cause for any
 * other.
 */
export async function ask<T>(table: ErrorTable, call: Call, send: () => Promise<T>): Promise<T> {
	try {
		return await send();
	} catch (error) {
		const meaning = meaningOf(table, call, error);
		if (meaning?.kind === 'retry') throw new RefusedCall(meaning, error);
		if (meaning?.kind === 'failed') {
			throw new RefusedCall(failed(meaning.reason, meaning.remediation(call)), error);
		}
		// The message of AWS stays in the cause, because it may quote what was sent.
		throw new Error(`${call.operation} on ${call.on} failed with ${errorName(error)}`, {
			cause: error,
		});
	}
}

/** Calls AWS for its effect. It succeeds too if the wanted state exists already. */
export async function tell(
	table: ErrorTable,
	call: Call,
	send: () => Promise<unknown>,
): Promise<void> {
	await ask(table, call, async () => {
		try {
			await send();
		} catch (error) {
			if (meaningOf(table, call, error)?.kind !== 'already-so') throw error;
		}
	});
}

/** The outcome of the work, which may be a refused call. Other errors are thrown again. */
export async function settle<T>(work: () => Promise<T>): Promise<T | Failed | Retry> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof RefusedCall) return error.outcome;
		throw error;
	}
}

function meaningOf(table: ErrorTable, { operation }: Call, error: unknown): Meaning | undefined {
	const name = errorName(error);
	return table[`${name} ${detailOf(error)}`] ?? table[`${name} ${operation}`] ?? table[name];
}

/**
 * Organizations has a `Reason`. IAM names the quota only in its message: "Cannot exceed quota for
 * PolicySize: 6144".
 */
function detailOf(error: unknown): string {
	if (!(error instanceof Error)) return '';
	if ('Reason' in error) return String(error.Reason);
	return /quota for (\w+)/.exec(error.message)?.[1] ?? '';
}

export interface Page<T> {
	readonly items: readonly T[];
	/** The marker of the next page; undefined on the last one. */
	readonly next: string | undefined;
}

/** Reads all pages of a list of AWS. An empty page need not be the last one. */
export async function allPages<T>(
	fetch: (marker: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
	const items: T[] = [];
	let marker: string | undefined;
	do {
		const page = await fetch(marker);
		items.push(...page.items);
		marker = page.next;
	} while (marker !== undefined);
	return items;
}

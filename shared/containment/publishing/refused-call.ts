import { type Failed, failed, type PublishingFailure, type Retry } from './policy-publisher.ts';

/** One call to AWS, as the remediations speak of it. */
export interface Call {
	readonly operation: string;
	/** What it is about: the policy's ARN, `user "bora"`, an account. */
	readonly on: string;
}

/** What an error of AWS means for us: wait, call a human, or be content because what was wanted is so already. */
export type Meaning =
	| Retry
	| { readonly kind: 'already-so' }
	| {
			readonly kind: 'failed';
			readonly reason: PublishingFailure;
			readonly remediation: (call: Call) => string;
	  };

/** What both kinds of policy are refused for. */
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
		`Contain by hand and report a fault of eyes-system: the text for ${on} was not accepted.`,
};

/**
 * Meanings by the error's name as the SDK gives it. `Name Detail` (its `Reason`, or the quota it names) goes before
 * `Name Operation`, and that before `Name` alone.
 */
export type ErrorTable = Readonly<Record<string, Meaning>>;

/** Stops the work of a publisher with an outcome that is expected. It never leaves the adapter. */
export class RefusedCall extends Error {
	readonly outcome: Failed | Retry;

	constructor(outcome: Failed | Retry, cause?: unknown) {
		super(outcome.reason, { cause });
		this.outcome = outcome;
	}
}

/** Calls AWS. What it refuses is a `RefusedCall`; what the table does not know is an error with its cause. */
export async function ask<T>(table: ErrorTable, call: Call, send: () => Promise<T>): Promise<T> {
	try {
		return await send();
	} catch (error) {
		const meaning = meaningOf(table, call, error);
		if (meaning?.kind === 'retry') throw new RefusedCall(meaning, error);
		if (meaning?.kind === 'failed') {
			throw new RefusedCall(failed(meaning.reason, meaning.remediation(call)), error);
		}
		// AWS's own message stays in the cause: it may quote what was sent.
		throw new Error(`${call.operation} on ${call.on} failed with ${nameOf(error)}`, {
			cause: error,
		});
	}
}

/** Calls AWS for the effect alone, so that an effect already there is as good. */
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

/** The outcome of the work, be it a refused call. All else is thrown on. */
export async function settle<T>(work: () => Promise<T>): Promise<T | Failed | Retry> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof RefusedCall) return error.outcome;
		throw error;
	}
}

function meaningOf(table: ErrorTable, { operation }: Call, error: unknown): Meaning | undefined {
	const name = nameOf(error);
	return table[`${name} ${detailOf(error)}`] ?? table[`${name} ${operation}`] ?? table[name];
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}

/** Organizations gives a `Reason`; IAM names the quota in its message only: "Cannot exceed quota for PolicySize: 6144". */
function detailOf(error: unknown): string {
	if (!(error instanceof Error)) return '';
	if ('Reason' in error) return String(error.Reason);
	return /quota for (\w+)/.exec(error.message)?.[1] ?? '';
}

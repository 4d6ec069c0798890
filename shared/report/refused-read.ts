import type { Answer, AnswerOrGone, ReadFailure } from './answer.ts';

/** One call to AWS, as the sentences name it. */
export interface ReadCall {
	/** `iam:ListAccessKeys`. */
	readonly action: string;
	/** `account 111122223333`. */
	readonly where: string;
}

/** An error of AWS, which ends the work of a reader. It never leaves the adapter. */
export class RefusedRead extends Error {
	/** `LimitExceeded`: the error's name without `Exception`; or `ECONNREFUSED`, or `HTTP 500`. */
	readonly code: string;

	constructor(why: string, code: string, cause?: unknown) {
		super(why, { cause });
		this.name = 'RefusedRead';
		this.code = code;
	}
}

/** Asking again soon gives the same answer. */
const LASTING = new Set([
	'AccessDenied',
	'AWSOrganizationsNotInUse',
	'InvalidClientTokenId',
	'OptInRequired',
	'ServiceNotSupported',
]);

function failure({ message, code }: RefusedRead): ReadFailure {
	return { kind: 'failed', why: message, isLasting: LASTING.has(code) };
}

/** The outcome of the work, which may be a refused read. Other errors are thrown again. */
export async function settle<T>(work: () => Promise<T>): Promise<Answer<T>> {
	try {
		return { kind: 'read', value: await work() };
	} catch (error) {
		if (!(error instanceof RefusedRead)) throw error;
		return failure(error);
	}
}

/** The same about a user or key, which may have been deleted meanwhile. */
export async function settleOrGone<T>(work: () => Promise<T>): Promise<AnswerOrGone<T>> {
	try {
		return { kind: 'read', value: await work() };
	} catch (error) {
		if (!(error instanceof RefusedRead)) throw error;
		if (error.code === 'NoSuchEntity') return { kind: 'gone' };
		return failure(error);
	}
}

/** Calls AWS. Throws a `RefusedRead` for what AWS answers, and our own mistakes as they are. */
export async function ask<T>(call: ReadCall, send: () => Promise<T>): Promise<T> {
	try {
		return await send();
	} catch (error) {
		if (error instanceof TypeError || error instanceof ReferenceError) throw error;
		const code = codeOf(error);
		throw new RefusedRead(sentence(call, code), code, error);
	}
}

/** AWS answered, but not with what its model promises. */
export function incomplete({ action, where }: ReadCall, what: string): RefusedRead {
	return new RefusedRead(
		`${action} in ${where} gave ${what}; try again, and tell AWS Support if it stays so.`,
		'Incomplete',
	);
}

/** The message of AWS stays in the cause, because it may quote what was sent. */
function sentence(call: ReadCall, code: string): string {
	const help = HELP[`${code} ${call.action}`] ?? HELP[code] ?? otherHelp;
	return `${call.action} in ${call.where} failed with ${code}; ${help(call)}.`;
}

function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const code = error.name === 'Error' ? unnamedCode(error) : error.name;
	return code.replace(/(?<=.)Exception$/, '');
}

/** Node's code for a failure of the network, or the status of an answer without an error's name. */
function unnamedCode(error: Error & { code?: unknown; $metadata?: unknown }): string {
	if (typeof error.code === 'string') return error.code;
	const metadata = error.$metadata;
	const hasStatus =
		typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
	return hasStatus ? `HTTP ${metadata.httpStatusCode}` : error.name;
}

type Help = (call: ReadCall) => string;

const otherHelp: Help = ({ action }) => `look up the errors of ${action}, then try again`;
const askLater: Help = () => 'AWS asks us to wait, so try again later';
const fault: Help = () => 'the fault is on the side of AWS, so try again later';
const network: Help = () => 'AWS could not be reached in time, so check the network and try again';
const role = 'the role eyes-report-reader';

/** What helps, by the error, or by the error and the action. */
const HELP: Readonly<Record<string, Help>> = {
	AccessDenied: ({ action }) =>
		`allow ${action} in ${role} there by deploying its StackSet again, ` +
		'and check for an SCP that denies it',
	'AccessDenied sts:AssumeRole': () =>
		`bring ${role} there with its StackSet, and check for an SCP that denies sts:AssumeRole`,
	'AccessDenied organizations:ListAccounts': () =>
		'allow it in the role of the function and in the delegation policy of Organizations',
	'AccessDenied cloudformation:ListStackInstances': () =>
		'deploy the management account again, so that its role eyes-reader trusts reconcile and may list them',
	AWSOrganizationsNotInUse: () => 'deploy eyes-system as single-account or in an organization',
	InvalidClientTokenId: () => 'check that the account is active and that STS is not disabled there',
	OptInRequired: () => 'check that the account is active',
	ServiceNotSupported: () => 'IAM does not know the service there, so look at it by hand',
	Throttling: askLater,
	RequestLimitExceeded: askLater,
	TooManyRequests: askLater,
	LimitExceeded: askLater,
	ServiceFailure: fault,
	InternalFailure: fault,
	Service: fault,
	ServiceUnavailable: fault,
	'HTTP 500': fault,
	'HTTP 502': fault,
	'HTTP 503': fault,
	'HTTP 504': fault,
	TimeoutError: network,
	ECONNRESET: network,
	ECONNREFUSED: network,
	ENOTFOUND: network,
	ETIMEDOUT: network,
};

export interface Page<T> {
	readonly items: readonly T[] | undefined;
	/** False on the last page. */
	readonly isCut: boolean;
	/** The marker of the next page. */
	readonly next: string | undefined;
}

/**
 * Reads all pages of a list. Throws a `RefusedRead` if a page says that more follow but gives no
 * marker, or an earlier one: such a list would be incomplete, or never end.
 */
export async function allPages<T>(
	call: ReadCall,
	fetch: (marker: string | undefined) => Promise<Page<T>>,
): Promise<T[]> {
	const items: T[] = [];
	const seen = new Set<string>();
	let marker: string | undefined;
	for (;;) {
		const page = await ask(call, () => fetch(marker));
		items.push(...(page.items ?? []));
		if (!page.isCut) return items;
		if (!page.next || seen.has(page.next)) throw incomplete(call, 'a page that leads nowhere');
		seen.add(page.next);
		marker = page.next;
	}
}

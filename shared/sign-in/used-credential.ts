import type { SignIn } from './sign-in.ts';

/** Of a long-term key, or of a session. */
const ACCESS_KEY = /^A[KS]IA/;

/** True if the call was made with a long-term access key, of an IAM user or of root. */
export function isLongTerm({ clues }: Pick<SignIn, 'clues'>): boolean {
	return clues.accessKeyId?.startsWith('AKIA') ?? false;
}

/**
 * Names the credential that makes a call: a long-term key by its id, a session by its `aws:userid`,
 * because a program obtains a new session key every hour. Null if the record names neither.
 */
export function usedCredential(signIn: Pick<SignIn, 'clues' | 'principal'>): string | null {
	const { clues, principal } = signIn;
	return isLongTerm(signIn) ? clues.accessKeyId : (principal.id ?? clues.accessKeyId);
}

/**
 * These say that the credential itself was refused, so it does not work. `AuthFailure` is not one of
 * them: EC2 gives it to everybody who names a resource that they may not use.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const REFUSED: ReadonlySet<string> = new Set([
	...['InvalidClientTokenId', 'UnrecognizedClientException'],
	...['SignatureDoesNotMatch', 'IncompleteSignature'],
]);
/** A long-term key has no token that expires, so another token is meant then. */
const EXPIRED: ReadonlySet<string> = new Set(['ExpiredToken', 'ExpiredTokenException']);

type Refusable = Pick<SignIn, 'outcome' | 'error' | 'clues'>;
type Call = Refusable & Pick<SignIn, 'part' | 'eventSource' | 'event'>;

/**
 * True for a call that shows a credential at work: one that obtains nothing by its kind, or one that
 * was denied a session. CloudTrail records no call whose signature is wrong, so a denied call shows
 * that the key works.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function isUse(call: Call): boolean {
	const { part, outcome, clues } = call;
	if (isCredentialRefused(call)) return false;
	// A data event obtains nothing either, and no pattern delivers it.
	if (part === 'use' || part === 'no-session') return part === 'use';
	return outcome === 'failure' && isSigned(call) && ACCESS_KEY.test(clues.accessKeyId ?? '');
}

/** The pages of the console and the portal take a password or a token: no key signs their calls. */
function isSigned({ eventSource, event }: Call): boolean {
	return eventSource === 'sts.amazonaws.com' || event.endsWith('WithIAM');
}

/**
 * True if AWS refused the credential itself. Somebody who knows no more than the id of a key can cause
 * that, from any network.
 */
export function isCredentialRefused({ outcome, error, clues }: Refusable): boolean {
	return outcome === 'failure' && isRefused(error ?? '', isLongTerm({ clues }));
}

function isRefused(error: string, isKey: boolean): boolean {
	return REFUSED.has(error) || (EXPIRED.has(error) && !isKey);
}

/**
 * True if the record shows that the principal was there with a credential that works: a sign-in that
 * succeeded, or a use.
 */
export function showsHolder(signIn: Call): boolean {
	return signIn.outcome === 'success' || isUse(signIn);
}

/**
 * True if the age of the credential is weighed. Of an attempt to sign in that failed it is not: a
 * mistake in a job of the office must not be told because its key is old.
 */
export function isAgeWeighed({ part, outcome }: Pick<SignIn, 'part' | 'outcome'>): boolean {
	return outcome === 'success' || part === 'use';
}

/**
 * Some services write the version of their API behind the name: `UpdateFunctionCode20150331v2`
 * (Lambda), `CreateDistribution2020_05_31` (CloudFront).
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const API_VERSION = /(?<=.)20\d\d_?[01]\d_?[0-3]\d(v\d+)?$/;

/** Names who owns the credential, as far as the record tells; empty if it tells nothing. */
export function ownerOf({ principal }: Pick<SignIn, 'principal'>): string {
	const { arn, account, name, id } = principal;
	return arn ?? [account, name ?? id].filter((part) => part !== null).join(':');
}

/**
 * Gives the call as IAM's policies write it: `iam:CreateUser`, and `lambda:AddPermission` for
 * `AddPermission20150331v2`.
 */
export function actionOf({ eventSource, event }: Pick<SignIn, 'eventSource' | 'event'>): string {
	return `${serviceOf({ eventSource })}:${event.replace(API_VERSION, '')}`;
}

/** Gives the first part of the event source: `iam` of `iam.amazonaws.com`. */
export function serviceOf({ eventSource }: Pick<SignIn, 'eventSource'>): string {
	return eventSource.split('.')[0] ?? eventSource;
}

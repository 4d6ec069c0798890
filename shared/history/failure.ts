import { nameInArn, roleOfAssumedRole } from '../sign-in/arn.ts';
import { isIdentityCenterSession } from '../sign-in/person-key.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Facts } from './history.ts';

/** Failures count for an hour. Milliseconds. */
export const FAILURE_WINDOW = 3_600_000;

/** A failed attempt as it is counted. */
export interface Failure {
	readonly time: number;
	readonly network: string;
	/** Whose failures are counted over all addresses; null if the record tells nothing at all. */
	readonly whose: string | null;
	/** One of the names that an address tries. Hidden names cannot be told apart and count as one. */
	readonly name: string;
}

/** Gives the failure of a sign-in, as it is counted if it failed. */
export function failureOf({ signIn, network }: Facts, person: string | null): Failure {
	return {
		time: signIn.time,
		network: network.key,
		whose: whoseFailure(signIn, person),
		name: sharedRole(signIn) ?? person ?? 'hidden',
	};
}

/**
 * True if the failure counts. Colleagues mistype in the office, and that must not make them look
 * attacked when they fail or succeed elsewhere. A call that is denied is no attempt to sign in.
 */
export function isCounted({ signIn, network }: Facts): boolean {
	const isAttempt = signIn.outcome === 'failure' && signIn.part !== 'use';
	return isAttempt && network.classification !== 'trusted';
}

/**
 * Gives whose failures are counted together, whatever the address. Nobody works as root, so the
 * roots of all accounts are one. Hidden names are counted by account.
 */
export function whoseFailure(signIn: SignIn, person: string | null): string | null {
	const { principal, recipient, account } = signIn;
	if (principal.kind === 'root') return 'root';
	const owner = recipient ?? account;
	const hidden = owner === null ? null : `hidden:${owner}`;
	return sharedRole(signIn) ?? person ?? hidden;
}

/**
 * Gives the role of a session whose name the caller chose: somebody who takes a new name for each
 * attempt must not begin again with each. Null for all other principals.
 */
function sharedRole({ principal, callerIssuer }: SignIn): string | null {
	if (principal.kind !== 'role-session' || isIdentityCenterSession(principal, callerIssuer))
		return null;
	const role = nameInArn(callerIssuer ?? roleOfAssumedRole(principal.arn ?? '') ?? '');
	return role === null ? null : `role:${principal.account ?? ''}/${role}`;
}

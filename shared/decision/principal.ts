import type { Attachment } from '../containment/containment.ts';
import { readArn } from '../sign-in/arn.ts';
import type { Caller, DecisionDeps } from './decision-deps.ts';
import type { Denied } from './protection.ts';

/** A principal that a person names without a case. */
export interface Principal extends Denied {
	readonly kind: 'principal';
	/** For a directory user it is the management account, because no SCP applies there. */
	readonly account: string;
	/** What an account's policy would be attached to; null if that is unknown or not needed. */
	readonly attachment: Attachment | null;
	/** The person's key in the history. */
	readonly person: string;
	/** The name of the user, or of the role and session; null if only the id is known. */
	readonly name: string | null;
}

/** What a person adds to an id, because the id may be from another account. */
export interface PrincipalHints {
	/** If it is null and there is no organization, the caller's account is used. */
	readonly account: string | null;
	/** The name of the user or role; if it is null, IAM is asked for it. */
	readonly name: string | null;
}

/** Gives the account that is meant; null if that is not known. */
export function accountMeant(
	{ account }: Pick<PrincipalHints, 'account'>,
	{ settings, caller }: Pick<DecisionDeps, 'settings' | 'caller'>,
): string | null {
	const isSingle = settings.configuration.deployment.kind === 'single-account';
	return account ?? (isSingle ? caller.account : null);
}

/** Gives the partition of AWS in which the caller works, and so do all accounts of theirs. */
export function partitionOf({ arn }: Pick<Caller, 'arn'>): string {
	return readArn(arn)?.partition ?? 'aws';
}

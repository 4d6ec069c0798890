import type { SignIn } from './sign-in.ts';

/**
 * Gives the principal's own name. Where the record has none, it gives what a human can search for.
 * It is null only where AWS has hidden the name.
 */
export function shownName({
	principal,
	eventId,
	event,
}: Pick<SignIn, 'principal' | 'eventId' | 'event'>): string | null {
	const { kind, name, id, arn, account, isHidden } = principal;
	// Only the account and an id are known of a caller in another account.
	if (kind === 'aws-account' && name === null && account !== null)
		return id === null ? account : `${account}/${id}`;
	return name ?? id ?? (isHidden ? null : (arn ?? account ?? eventId ?? event));
}

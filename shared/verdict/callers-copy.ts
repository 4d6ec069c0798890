import type { Evidence } from './evidence.ts';

/**
 * What is known of the caller's own copy of a call between our accounts:
 * - `found`: it is here, and is judged by itself
 * - `not-watched`: the caller's account does not deliver the records of this Region, as outside of a
 *   pilot
 * - `missing`: it did not come
 * - `impossible`: there can be none, or nothing would show that they belong together
 */
export type CallersCopy = 'found' | 'not-watched' | 'missing' | 'impossible';

/** Answers for the copy in the target's account; null if the caller is not of our accounts. */
export function callersCopyOf({
	signIn,
	known,
	settings,
}: Pick<Evidence, 'signIn' | 'known' | 'settings'>): CallersCopy | null {
	const { principal, recipient, links } = signIn;
	const { account } = principal;
	if (principal.kind !== 'aws-account' || account === null) return null;
	if (!settings.ownAccounts.has(account)) return null;
	if (account === recipient || links.sharedEventId === null) return 'impossible';
	if (known.witness !== null) return 'found';
	return settings.callerDelivers ? 'missing' : 'not-watched';
}

import { maskedKey } from './mask-key.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Gives the principal's own name. Where the record has none, it gives what a human can search for.
 * Of an alarm that names nobody it is the masked key, or what AWS reports. It is null only where
 * AWS has hidden the name.
 */
export function shownName({
	principal,
	eventId,
	event,
	alarm,
	clues,
}: Pick<SignIn, 'principal' | 'eventId' | 'event' | 'alarm' | 'clues'>): string | null {
	const { kind, name, id, arn, account, isHidden } = principal;
	// Only the account and an id are known of a caller in another account.
	if (kind === 'aws-account' && name === null && account !== null)
		return id === null ? account : `${account}/${id}`;
	if (alarm !== undefined && name === null && id === null) {
		if (clues.accessKeyId !== null) return maskedKey(clues.accessKeyId);
		return alarm.kind === 'sign-in-anomaly' ? eventId : event;
	}
	return name ?? id ?? (isHidden ? null : (arn ?? account ?? eventId ?? event));
}

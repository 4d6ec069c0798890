import type { Evidence } from './evidence.ts';

/** True when a session was obtained with a credential older than the configured limit. */
export function isOverLimit({ signIn, credential, settings }: Evidence): boolean {
	const limit = settings.configuration.limits.credentialDays;
	return signIn.outcome === 'success' && credential.ageDays !== null && credential.ageDays > limit;
}

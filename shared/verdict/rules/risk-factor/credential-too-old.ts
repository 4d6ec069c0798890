import type { Evidence, RiskFactorRule } from '../../evidence.ts';

/** The older a credential, the more places it has been in. */
export const credentialTooOld: RiskFactorRule = (evidence) => {
	if (!isOverLimit(evidence)) return null;
	const days = Math.floor(evidence.credential.ageDays ?? 0);
	return { reason: { code: 'credential-too-old', detail: String(days) }, raise: 1 };
};

/** True when a session was obtained with a credential older than the configured limit. */
export function isOverLimit({ signIn, credential, settings }: Evidence): boolean {
	const limit = settings.configuration.limits.credentialDays;
	return signIn.outcome === 'success' && credential.ageDays !== null && credential.ageDays > limit;
}

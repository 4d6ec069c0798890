import type { Evidence, RiskFactorRule } from '../../evidence.ts';

/** The older a credential is, the more people and places may have a copy of it. */
export const credentialTooOld: RiskFactorRule = (evidence) => {
	if (!isOverLimit(evidence)) return null;
	const days = Math.floor(evidence.credential.ageDays ?? 0);
	return { reason: { code: 'credential-too-old', detail: String(days) }, raise: 1 };
};

/** True if a session was obtained with a credential older than the configured limit. */
export function isOverLimit({ signIn, credential, settings }: Evidence): boolean {
	const limit = settings.configuration.limits.credentialDays;
	return signIn.outcome === 'success' && credential.ageDays !== null && credential.ageDays > limit;
}

import { isAgeWeighed } from '../../../sign-in/used-credential.ts';
import type { Evidence, RiskFactor, RiskFactorRule } from '../../evidence.ts';

/** The older a credential is, the more people and places may have a copy of it. */
export const credentialTooOld: RiskFactorRule = (evidence) =>
	isOverLimit(evidence) ? tooOld(evidence.credential.ageDays ?? 0) : null;

/** The risk factor of a credential that is so many days old and over the limit. */
export function tooOld(days: number): RiskFactor {
	return { reason: { code: 'credential-too-old', detail: String(Math.floor(days)) }, raise: 1 };
}

/** True if a session was obtained with a credential older than the configured limit. */
export function isOverLimit({ signIn, credential, settings }: Evidence): boolean {
	const limit = settings.configuration.limits.credentialDays;
	return isAgeWeighed(signIn) && credential.ageDays !== null && credential.ageDays > limit;
}

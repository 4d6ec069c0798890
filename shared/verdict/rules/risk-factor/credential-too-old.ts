import type { SeverityRule } from '../../evidence.ts';
import { isOverLimit } from '../../over-limit.ts';

/** The older a credential, the more places it has been in. */
export const credentialTooOld: SeverityRule = (evidence) => {
	if (!isOverLimit(evidence)) return null;
	const days = Math.floor(evidence.credential.ageDays ?? 0);
	return { reason: { code: 'credential-too-old', detail: String(days) }, raise: 1 };
};

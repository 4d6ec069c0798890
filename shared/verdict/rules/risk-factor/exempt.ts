import type { RiskFactorRule } from '../../evidence.ts';
import { exemptionFor } from '../../exemption.ts';

/** An exemption still gets a message, but a quiet one. */
export const exempt: RiskFactorRule = (evidence, disposition) => {
	// AWS reports the credential, wherever somebody may use it.
	const isMeant = disposition === 'alert' && evidence.signIn.alarm === undefined;
	const exemption = isMeant ? exemptionFor(evidence) : null;
	return exemption === null
		? null
		: { reason: { code: 'exempt', detail: exemption.reason }, atMost: 'medium' };
};

import type { RiskFactorRule } from '../../evidence.ts';
import { exemptionFor } from '../../exemption.ts';

/** An exemption still gets a message, but a quiet one. */
export const exempt: RiskFactorRule = (evidence, disposition) => {
	const exemption = disposition === 'alert' ? exemptionFor(evidence) : null;
	return exemption === null
		? null
		: { reason: { code: 'exempt', detail: exemption.reason }, atMost: 'medium' };
};

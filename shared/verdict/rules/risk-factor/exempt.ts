import type { RiskFactorRule } from '../../evidence.ts';
import { exemptionFor } from '../../exemption.ts';

/** A standing exception is still told, but never shouted. */
export const exempt: RiskFactorRule = (evidence, disposition) => {
	const exemption = disposition === 'alert' ? exemptionFor(evidence) : null;
	return exemption === null
		? null
		: { reason: { code: 'exempt', detail: exemption.reason }, atMost: 'medium' };
};

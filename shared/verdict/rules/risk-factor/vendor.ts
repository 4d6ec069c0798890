import type { RiskFactorRule } from '../../evidence.ts';
import { vendorOf } from '../../vendor.ts';

/** The configuration expects this account in this role: the message is quiet. */
export const vendor: RiskFactorRule = (evidence, disposition) => {
	const found = disposition === 'alert' ? vendorOf(evidence) : null;
	return found === null
		? null
		: { reason: { code: 'vendor', detail: found.reason }, atMost: 'low' };
};

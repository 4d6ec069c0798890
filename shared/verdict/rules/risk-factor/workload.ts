import type { RiskFactorRule } from '../../evidence.ts';

/**
 * A machine acts through the role. If the configuration lists the role, the message is quiet,
 * because somebody knows about it.
 */
export const workload: RiskFactorRule = ({ known, workload: isWorkload, isListed }) => {
	if (!isWorkload) return null;
	if (isListed) return { reason: { code: 'workload', detail: 'configured' }, atMost: 'low' };
	const sign = known.actor?.sign ?? null;
	return { reason: { code: 'workload', ...(sign === null ? {} : { detail: sign }) } };
};

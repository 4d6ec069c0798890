import type { RiskFactorRule } from '../../evidence.ts';
import { isListedWorkload } from '../../workload.ts';

/**
 * A machine acts through the role. If the configuration lists the role, the message is quiet,
 * because somebody knows about it.
 */
export const workload: RiskFactorRule = ({ signIn, workload: isWorkload, settings }) => {
	if (!isWorkload) return null;
	if (isListedWorkload(signIn, settings.configuration)) {
		return { reason: { code: 'workload', detail: 'configured' }, atMost: 'low' };
	}
	return {
		reason: { code: 'workload', ...(signIn.workload === null ? {} : { detail: signIn.workload }) },
	};
};

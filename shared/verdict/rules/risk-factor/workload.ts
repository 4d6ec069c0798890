import type { RiskFactorRule } from '../../evidence.ts';
import { isListedWorkload } from '../../workload.ts';

/** A machine where machines are expected. One that the configuration lists is told quietly: somebody knows of it. */
export const workload: RiskFactorRule = ({ signIn, workload: isWorkload, settings }) => {
	if (!isWorkload) return null;
	if (isListedWorkload(signIn, settings.configuration)) {
		return { reason: { code: 'workload', detail: 'configured' }, atMost: 'low' };
	}
	return {
		reason: { code: 'workload', ...(signIn.workload === null ? {} : { detail: signIn.workload }) },
	};
};

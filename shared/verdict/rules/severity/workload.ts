import type { SeverityRule } from '../../evidence.ts';

/** Said, so that the reader knows which configuration line would name it; it raises and lowers nothing. */
export const workload: SeverityRule = ({ signIn, workload: isWorkload }) =>
	isWorkload ? { reason: { code: 'workload', detail: signIn.workload ?? 'configured' } } : null;

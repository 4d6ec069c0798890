import type { RiskFactorRule } from '../../evidence.ts';

/**
 * Central root access is rare, short, and as powerful as the root user itself. A failure has a risk
 * factor of its own: `assume-root-denied`.
 */
export const assumeRoot: RiskFactorRule = ({ signIn }) =>
	signIn.event === 'AssumeRoot' && signIn.outcome !== 'failure'
		? { reason: { code: 'assume-root' }, raise: 1, atLeast: 'high' }
		: null;

import type { RiskFactorRule } from '../../evidence.ts';

/** Central root access is rare, short, and as powerful as the root user itself. */
export const assumeRoot: RiskFactorRule = ({ signIn }) =>
	signIn.event === 'AssumeRoot'
		? { reason: { code: 'assume-root' }, raise: 1, atLeast: 'high' }
		: null;

import type { RiskFactorRule } from '../../evidence.ts';

/** Central root access: rare, short, and as powerful as root itself. */
export const assumeRoot: RiskFactorRule = ({ signIn }) =>
	signIn.event === 'AssumeRoot'
		? { reason: { code: 'assume-root' }, raise: 1, atLeast: 'high' }
		: null;

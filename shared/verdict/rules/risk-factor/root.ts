import type { RiskFactorRule } from '../../evidence.ts';

/** Nobody works as root; every use is worth a look, and one from outside is the worst that can happen. */
export const root: RiskFactorRule = ({ signIn, network }) => {
	if (signIn.principal.kind !== 'root') return null;
	const isTrusted = network.classification === 'trusted';
	if (signIn.outcome === 'failure')
		return { reason: { code: 'root' }, atLeast: isTrusted ? 'medium' : 'high' };
	return { reason: { code: 'root' }, atLeast: isTrusted ? 'high' : 'critical' };
};

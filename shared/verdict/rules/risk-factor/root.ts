import type { RiskFactorRule } from '../../evidence.ts';

/**
 * Nobody should work as root. Every use needs a look, and one from an untrusted network is the
 * worst case.
 */
export const root: RiskFactorRule = ({ signIn, network }) => {
	if (signIn.principal.kind !== 'root') return null;
	const isTrusted = network.classification === 'trusted';
	if (signIn.outcome === 'failure')
		return { reason: { code: 'root' }, atLeast: isTrusted ? 'medium' : 'high' };
	return { reason: { code: 'root' }, atLeast: isTrusted ? 'high' : 'critical' };
};

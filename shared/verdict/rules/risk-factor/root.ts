import type { SeverityRule } from '../../evidence.ts';

/** Nobody works as root; every use is worth a look, and one from outside is the worst that can happen. */
export const root: SeverityRule = ({ signIn, network }) => {
	if (signIn.principal.kind !== 'root') return null;
	const inside = network.classification === 'trusted';
	if (signIn.outcome === 'failure')
		return { reason: { code: 'root' }, atLeast: inside ? 'medium' : 'high' };
	return { reason: { code: 'root' }, atLeast: inside ? 'high' : 'critical' };
};

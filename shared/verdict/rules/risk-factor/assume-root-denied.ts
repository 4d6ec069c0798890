import { isElsewhere } from '../../../network/network.ts';
import type { Evidence, RiskFactorRule } from '../../evidence.ts';

/** Somebody with a credential that works asked for root permissions and was denied. */
export const assumeRootDenied: RiskFactorRule = (evidence) =>
	isAssumeRootDenied(evidence)
		? { reason: { code: 'assume-root-denied' }, raise: 1, atLeast: 'high' }
		: null;

/**
 * True if somebody was denied root in a member account. Nobody asks for it by mistake, so it is told
 * also if their network is unknown, and whatever the error says.
 */
export function isAssumeRootDenied({
	signIn: { event, outcome },
	network,
}: Pick<Evidence, 'signIn' | 'network'>): boolean {
	return event === 'AssumeRoot' && outcome === 'failure' && isElsewhere(network);
}

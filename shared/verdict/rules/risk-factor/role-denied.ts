import type { Evidence, RiskFactorRule } from '../../evidence.ts';

const ROLES = new Set(['AssumeRole', 'AssumeRoot']);

/**
 * Somebody who is denied a role has shown a credential that works, because CloudTrail has no record
 * of requests that fail authentication. They try what it opens, or a job lacks a permission.
 */
export const roleDenied: RiskFactorRule = (evidence) => {
	if (!isRoleDenied(evidence)) return null;
	const reason = { code: 'role-denied' } as const;
	return evidence.signIn.event === 'AssumeRoot'
		? { reason, raise: 1, atLeast: 'high' }
		: { reason, raise: 1 };
};

/**
 * True if somebody in an untrusted network was denied a role, or root in a member account. Nobody
 * asks for root by mistake, so that is told from an unknown network too.
 */
export function isRoleDenied({
	signIn: { event, outcome, error },
	network: { classification },
}: Pick<Evidence, 'signIn' | 'network'>): boolean {
	if (!ROLES.has(event) || outcome !== 'failure') return false;
	if (event === 'AssumeRoot') return classification === 'untrusted' || classification === 'unknown';
	return classification === 'untrusted' && /^AccessDenied|not authorized/i.test(error ?? '');
}

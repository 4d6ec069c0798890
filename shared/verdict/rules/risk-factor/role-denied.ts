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

/** True if somebody in an untrusted network was denied a role, or root in a member account. */
export function isRoleDenied({ signIn, network }: Pick<Evidence, 'signIn' | 'network'>): boolean {
	const { event, outcome, error } = signIn;
	const isDenial = /^AccessDenied|not authorized/i.test(error ?? '');
	return (
		ROLES.has(event) &&
		outcome === 'failure' &&
		network.classification === 'untrusted' &&
		(isDenial || event === 'AssumeRoot')
	);
}

import type { RiskFactorRule } from '../../evidence.ts';

/**
 * This applies only where AWS knows that MFA was not used. AWS cannot know what an identity
 * provider asked for.
 */
export const mfaAbsent: RiskFactorRule = ({ signIn, credential }) =>
	signIn.outcome === 'success' && credential.mfa === 'no'
		? { reason: { code: 'mfa-absent' }, raise: 1 }
		: null;

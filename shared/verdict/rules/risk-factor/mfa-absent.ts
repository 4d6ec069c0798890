import type { RiskFactorRule } from '../../evidence.ts';

/**
 * This applies only where AWS knows that MFA was not used. AWS cannot know what an identity
 * provider asked for. A key that is at work is never asked for MFA, and a session was when it was
 * obtained.
 */
export const mfaAbsent: RiskFactorRule = ({ signIn, credential }) =>
	signIn.part !== 'use' && signIn.outcome === 'success' && credential.mfa === 'no'
		? { reason: { code: 'mfa-absent' }, raise: 1 }
		: null;

import type { RiskFactorRule } from '../../evidence.ts';

/** Only where AWS knows that no second factor was shown; what an identity provider asked is not AWS's to know. */
export const mfaAbsent: RiskFactorRule = ({ signIn, credential }) =>
	signIn.outcome === 'success' && credential.mfa === 'no'
		? { reason: { code: 'mfa-absent' }, raise: 1 }
		: null;

import type { KeyPast } from '../../../history/key-past.ts';
import { isUse } from '../../../sign-in/used-credential.ts';
import type { RiskFactor, RiskFactorRule } from '../../evidence.ts';
import { isTelling } from '../../telling-actions.ts';

const FACTORS: Readonly<Record<KeyPast, RiskFactor>> = {
	'new-here': { reason: { code: 'key-known-elsewhere' }, atLeast: 'high' },
	'usual-elsewhere': { reason: { code: 'key-usual-elsewhere' } },
	'usual-here': { reason: { code: 'usual-network' }, atMost: 'medium' },
	nowhere: { reason: { code: 'key-known-nowhere' } },
	'not-answered': { reason: { code: 'key-past-not-answered' } },
};

/**
 * What CloudTrail and history tell of the key from before. A job of ours that nobody has listed uses
 * its key from the same network for days, but it does not settle in.
 */
export const keyPast: RiskFactorRule = ({ signIn, past }, disposition) => {
	if (!isUse(signIn) || disposition !== 'alert' || past === null) return null;
	const factor = FACTORS[past];
	return past === 'usual-here' && isTelling(signIn) ? { reason: factor.reason } : factor;
};

import { actionOf, isUse } from '../../../sign-in/used-credential.ts';
import type { RiskFactorRule } from '../../evidence.ts';
import { isTelling } from '../../telling-actions.ts';

/** Somebody with the credential settles in: they make users, keys or rights, or stop the trail. */
export const tellingAction: RiskFactorRule = ({ signIn }, disposition) =>
	isUse(signIn) && disposition === 'alert' && isTelling(signIn)
		? { reason: { code: 'telling-action', detail: actionOf(signIn) }, raise: 1, atLeast: 'high' }
		: null;

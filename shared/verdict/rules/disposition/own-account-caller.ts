import type { DispositionRule } from '../../evidence.ts';

/**
 * The target account's copy of a cross-account call does not name the caller. The copy in the
 * caller's account does, and that account is ours.
 */
export const ownAccountCaller: DispositionRule = ({ signIn, settings }) => {
	const { kind, account } = signIn.principal;
	if (kind !== 'aws-account' || account === null || !settings.ownAccounts.has(account)) return null;
	return {
		disposition: 'record',
		counts: false,
		reasons: [{ code: 'own-account-caller', detail: account }],
	};
};

import type { DispositionRule } from '../../evidence.ts';

/** The target's copy of a cross-account call names nobody; the caller's copy, in an account of ours, does. */
export const ownAccountCaller: DispositionRule = ({ signIn, settings }) => {
	const { kind, account } = signIn.principal;
	if (kind !== 'aws-account' || account === null || !settings.ownAccounts.has(account)) return null;
	return {
		disposition: 'record',
		counts: false,
		reasons: [{ code: 'own-account-caller', detail: account }],
	};
};

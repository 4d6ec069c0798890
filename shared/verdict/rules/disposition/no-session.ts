import type { DispositionRule } from '../../evidence.ts';

/** GetCallerIdentity, ListAccounts, Logout and similar calls obtain nothing. */
export const noSession: DispositionRule = ({ signIn }) =>
	signIn.part === 'no-session'
		? { disposition: 'ignore', counts: false, reasons: [{ code: 'no-session' }] }
		: null;

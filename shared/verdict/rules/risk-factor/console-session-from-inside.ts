import type { RiskFactorRule } from '../../evidence.ts';

/**
 * CloudShell runs on addresses of AWS. AWS marks its credential as the console's, and the same
 * session was opened from a trusted network within the last hour. Root, and a session whose
 * initiator was alerted, are not excused.
 */
export const consoleSessionFromInside: RiskFactorRule = ({ signIn, known }, disposition) => {
	const isOpenedInside = disposition === 'alert' && known.consoleSignIn?.isTrusted === true;
	if (!isOpenedInside || signIn.principal.kind === 'root' || signIn.event === 'AssumeRoot')
		return null;
	if (known.initiator?.flagged === true) return null;
	return { reason: { code: 'console-session-from-inside' }, atMost: 'medium' };
};

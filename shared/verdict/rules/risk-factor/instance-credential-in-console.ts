import type { RiskFactorRule } from '../../evidence.ts';

const CONSOLE = new Set(['ConsoleLogin', 'GetSigninToken']);
const INSTANCE = new Set(['ec2-role-delivery', 'instance-session']);

/** No instance opens a console: somebody carried its credentials away. */
export const instanceCredentialInConsole: RiskFactorRule = ({ signIn }) =>
	CONSOLE.has(signIn.event) && INSTANCE.has(signIn.workload ?? '') && signIn.outcome === 'success'
		? { reason: { code: 'instance-credential-in-console' }, atLeast: 'critical' }
		: null;

import type { RiskFactorRule } from '../../evidence.ts';

const CONSOLE = new Set(['ConsoleLogin', 'GetSigninToken']);
const INSTANCE = new Set(['ec2-role-delivery', 'instance-session']);

/** Instances never open a console, so somebody has copied the instance's credentials. */
export const instanceCredentialInConsole: RiskFactorRule = ({ signIn }) =>
	CONSOLE.has(signIn.event) && INSTANCE.has(signIn.workload ?? '') && signIn.outcome === 'success'
		? { reason: { code: 'instance-credential-in-console' }, atLeast: 'critical' }
		: null;

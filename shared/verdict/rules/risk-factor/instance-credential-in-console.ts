import { isAwsMarker } from '../../../sign-in/machine.ts';
import type { SignIn } from '../../../sign-in/sign-in.ts';
import type { Evidence, RiskFactorRule } from '../../evidence.ts';

const CONSOLE = new Set(['ConsoleLogin', 'GetSigninToken']);

/** Instances and functions never open a console, so somebody has copied their credentials. */
export const instanceCredentialInConsole: RiskFactorRule = (evidence) => {
	return isOpeningConsole(evidence.signIn) && isOfMachine(evidence)
		? { reason: { code: 'instance-credential-in-console' }, atLeast: 'critical' }
		: null;
};

/** True if somebody opened the console. */
export function isOpeningConsole({ event, outcome }: SignIn): boolean {
	return CONSOLE.has(event) && outcome === 'success';
}

/** The name of a session whose initiator is known is that principal's choice. */
function isOfMachine({ signIn: { workload }, known }: Evidence): boolean {
	const isNamedLikeIt = workload === 'instance-session' && known.initiator === null;
	return isAwsMarker(workload ?? '') || isNamedLikeIt;
}

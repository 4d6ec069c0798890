import type { Configuration } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/** True when a machine acts: the record says so, or the configuration lists the role that calls or is taken. */
export function isWorkload(signIn: SignIn, configuration: Configuration): boolean {
	return signIn.workload !== null || isListedWorkload(signIn, configuration);
}

/**
 * True where more than the session's name says so. Whoever makes a session chooses its name: one like an instance's id
 * folds the case, and excuses nobody from being contained.
 */
export function isProvenWorkload(signIn: SignIn, configuration: Configuration): boolean {
	const hasSign = signIn.workload !== null && signIn.workload !== 'instance-session';
	return hasSign || isListedWorkload(signIn, configuration);
}

/** True when the configuration lists the role. */
export function isListedWorkload(signIn: SignIn, { workloads }: Configuration): boolean {
	const role = callingRole(signIn);
	return role !== null && workloads.some((workload) => matchesPattern(workload.role, role));
}

/** The role whose permissions work: of a session its own; of a web identity the one it asks for. */
export function callingRole({
	principal,
	callerIssuer,
	session,
	attemptedRole,
}: SignIn): string | null {
	if (principal.kind === 'web-identity') return session?.roleArn ?? attemptedRole;
	return principal.kind === 'role-session' ? callerIssuer : null;
}

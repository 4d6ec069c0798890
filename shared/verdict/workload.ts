import type { Configuration } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/**
 * True if a machine acts: the record says so, or the configuration lists the role that makes the
 * call or is assumed.
 */
export function isWorkload(signIn: SignIn, configuration: Configuration): boolean {
	return signIn.workload !== null || isListedWorkload(signIn, configuration);
}

/**
 * True if more than the session's name shows a machine. The person who obtains a session chooses
 * its name: a name like an instance's id puts the sign-ins into one case, but does not prevent
 * containment.
 */
export function isProvenWorkload(signIn: SignIn, configuration: Configuration): boolean {
	const hasSign = signIn.workload !== null && signIn.workload !== 'instance-session';
	return hasSign || isListedWorkload(signIn, configuration);
}

/** True if the configuration lists the role. */
export function isListedWorkload(signIn: SignIn, { workloads }: Configuration): boolean {
	const role = callingRole(signIn);
	return role !== null && workloads.some((workload) => matchesPattern(workload.role, role));
}

/**
 * Gives the role whose permissions are used: for a session its own role, for a web identity the
 * role that it asks for.
 */
export function callingRole({
	principal,
	callerIssuer,
	session,
	attemptedRole,
}: SignIn): string | null {
	if (principal.kind === 'web-identity') return session?.roleArn ?? attemptedRole;
	return principal.kind === 'role-session' ? callerIssuer : null;
}

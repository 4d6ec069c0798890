import type { Configuration } from '../configuration/configuration.ts';
import { matchesArn } from '../configuration/pattern.ts';
import { callingRole } from '../sign-in/machine.ts';
import type { SignIn } from '../sign-in/sign-in.ts';

/** True if the configuration lists the role that makes the call or is assumed as a workload. */
export function isListedWorkload(
	signIn: SignIn,
	{ workloads }: Pick<Configuration, 'workloads'>,
): boolean {
	const role = callingRole(signIn);
	return role !== null && workloads.some((workload) => matchesArn(workload.role, role));
}

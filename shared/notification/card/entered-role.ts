import type { Case } from '../../case/case.ts';
import { roleOfAssumedRole } from '../../sign-in/arn.ts';

/** ARN of the role that was entered, where the card does not show it as the caller already. */
export function enteredRole({ name, principal, lead }: Case): string | null {
	const entered = lead.signIn.session?.roleArn ?? null;
	const callers = roleOfAssumedRole(principal.arn ?? '') ?? principal.arn ?? '';
	// by last part, as STS drops the role's path from the caller's ARN
	const role = entered?.split('/').at(-1);
	return role === name || role === callers.split('/').at(-1) ? null : entered;
}

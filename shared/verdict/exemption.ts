import type { Exemption } from '../configuration/configuration.ts';
import { matchesPattern } from '../configuration/pattern.ts';
import type { Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Evidence } from './evidence.ts';

/**
 * Gives the names by which the configuration can refer to this principal. The name of a role
 * session is chosen by the person who obtains it, so sessions are matched by ARN, and a bare name
 * matches users only.
 */
export function namesOf({ principal, callerIssuer }: SignIn, known: Pick<Known, 'name'>): string[] {
	const isUser = principal.kind === 'iam-user' || principal.kind === 'identity-center-user';
	const names = [
		isUser ? principal.name : null,
		known.name,
		principal.id,
		principal.arn,
		callerIssuer,
	];
	return names.filter((name) => name !== null);
}

/**
 * Finds the first exemption that matches this principal, account and network; null if there is
 * none.
 */
export function exemptionFor({ signIn, known, network, settings }: Evidence): Exemption | null {
	const names = namesOf(signIn, known);
	const found = settings.configuration.exemptions.find(
		(exemption) =>
			names.some((name) => matchesPattern(exemption.principal, name)) &&
			(exemption.account === null || exemption.account === signIn.account) &&
			(exemption.network === null || exemption.network === network.name),
	);
	return found ?? null;
}

import type { Exemption } from '../configuration/configuration.ts';
import { matchesArn, matchesPattern } from '../configuration/pattern.ts';
import { DIRECTORY_USER } from '../configuration/protected-entry.ts';
import { partitionOf } from '../runtime/global-region.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Evidence } from './evidence.ts';

/**
 * Gives the ids and ARNs of the principal. AWS writes them; the caller chooses only the session's
 * name at the end of some.
 */
export function idsOf(signIn: SignIn): string[] {
	const { principal, callerIssuer } = signIn;
	return [principal.id, principal.arn ?? arnOfUser(signIn), callerIssuer].filter(
		(id) => id !== null,
	);
}

/** Some records of IAM users lack the ARN; the path is then not known. */
function arnOfUser({ principal, region }: SignIn): string | null {
	const { kind, account, name } = principal;
	return kind === 'iam-user' && account !== null && name !== null
		? `arn:${partitionOf(region ?? '')}:iam::${account}:user/${name}`
		: null;
}

/**
 * Finds the first exemption that matches this principal, account and network; null if there is
 * none.
 */
export function exemptionFor(evidence: Evidence): Exemption | null {
	const { signIn, network, settings } = evidence;
	const found = settings.configuration.exemptions.find(
		(exemption) =>
			isMeant(exemption.principal, evidence) &&
			(exemption.account === null || exemption.account === signIn.account) &&
			(exemption.network === null || exemption.network === network.name),
	);
	return found ?? null;
}

/**
 * A pattern without an id or ARN is a name, and means users only. It is never compared with an ARN
 * or id, which may end with the name of a session: that name is chosen by the person who obtains it.
 */
function isMeant(pattern: string, { signIn, known }: Pick<Evidence, 'signIn' | 'known'>): boolean {
	const ids = idsOf(signIn);
	if (pattern.startsWith('arn:')) return ids.some((id) => matchesArn(pattern, id));
	if (isId(pattern)) return ids.some((id) => matchesPattern(pattern, id));
	const { kind, name } = signIn.principal;
	const isUser = kind === 'iam-user' || kind === 'identity-center-user';
	return [isUser ? name : null, known.name].some(
		(one) => one !== null && matchesPattern(pattern, one),
	);
}

function isId(pattern: string): boolean {
	return /^A(IDA|ROA)[A-Z0-9]{12}/.test(pattern) || DIRECTORY_USER.test(pattern);
}

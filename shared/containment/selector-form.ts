import { DIRECTORY_USER } from '../configuration/protected-entry.ts';
import type { PolicyId, Selector, SelectorKey } from './containment.ts';
import { accountOf } from './policy-id.ts';

/**
 * The characters that STS and IAM allow in names of sessions and users. None of them is a wildcard
 * to IAM's operators.
 */
const NAME = '[\\w+=,.@-]{2,64}';

/**
 * The exact forms of the keys' values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export const IAM_USER = /^AIDA[A-Z\d]{12,124}$/;
export const ROLE_SESSION = new RegExp(`^AROA[A-Z\\d]{12,124}:${NAME}$`);
const WHOLE_ROLE = /^AROA[A-Z\d]{12,124}:\*$/;
export const FEDERATED_USER = new RegExp(`^(\\d{12}):${NAME}$`);
const ROOT_ARN = /^arn:aws[a-z-]*:iam::\d{12}:root$/;

/**
 * Answers why a selector must not be written into a policy's text, as a sentence; null if it may.
 */
export function selectorProblem({ key, value }: Selector, policy: PolicyId): string | null {
	const problem = PROBLEM_OF[key](value, policy);
	return problem === null ? null : `${key} "${value}" ${problem}`;
}

const PROBLEM_OF: Readonly<
	Record<SelectorKey, (value: string, policy: PolicyId) => string | null>
> = {
	'identitystore:UserId': (value) =>
		DIRECTORY_USER.test(value)
			? null
			: 'is not a user id of an identity store (a GUID, with or without prefix)',
	'aws:userid': userIdProblem,
	'aws:PrincipalArn': rootProblem,
};

function userIdProblem(value: string, policy: PolicyId): string | null {
	if ([IAM_USER, ROLE_SESSION, WHOLE_ROLE].some((form) => form.test(value))) return null;
	const account = FEDERATED_USER.exec(value)?.[1];
	if (account === undefined) return 'is none of AIDA…, AROA…:session, AROA…:*, 111122223333:name';
	const own = accountOf(policy);
	return own === null || own === account
		? null
		: `belongs to another account than ${own}, whose policy this is`;
}

function rootProblem(value: string, policy: PolicyId): string | null {
	if (policy !== 'scp') return 'cannot be in the policy of an account: only an SCP applies to root';
	return ROOT_ARN.test(value)
		? null
		: 'is not the root ARN of one account, like arn:aws:iam::111122223333:root';
}

/** True for the `aws:userid` of an IAM user: keys, console and GetSessionToken all have it. */
export function isIamUser({ key, value }: Selector): boolean {
	return key === 'aws:userid' && IAM_USER.test(value);
}

/** True for all sessions of one role, of which only those of before a time may be denied. */
export function isWholeRole({ key, value }: Selector): boolean {
	return key === 'aws:userid' && WHOLE_ROLE.test(value);
}

/** Names all sessions of the role with this id, `AROA…`. */
export function wholeRole(id: string): Selector {
	return { key: 'aws:userid', value: `${id}:*` };
}

/**
 * Gives the unique id of the IAM user, or of the role of the session, that the selector denies;
 * null if its value does not tell it.
 */
export function entityId({ key, value }: Selector): string | null {
	const [id = ''] = value.split(':');
	const isTold = IAM_USER.test(value) || /^AROA[A-Z\d]{12,124}$/.test(id);
	return key === 'aws:userid' && isTold ? id : null;
}

/** Matches the federated sessions of every user to whom the policy is attached. */
export function allFederatedUsers(account: string): string {
	return `${account}:*`;
}

/** True for the pattern that matches the federated sessions of an account. */
export function isAllFederatedUsers(value: string): boolean {
	return /^\d{12}:\*$/.test(value);
}

/**
 * Gives the values that a selector puts into a policy's text. Federated sessions do not carry the
 * id of the IAM user that made them. The policy of an account applies only to the sessions of users
 * to whom it is attached, so it may deny all names of federated sessions. An SCP applies to
 * everybody, so it must not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export function valuesInText(selector: Selector, policy: PolicyId): string[] {
	const account = accountOf(policy);
	if (account === null || !isIamUser(selector)) return [selector.value];
	return [selector.value, allFederatedUsers(account)];
}

import * as v from 'valibot';
import { accountId } from './schema-values.ts';

/**
 * The id of a user of an identity store: a GUID, with or without the store's prefix.
 * https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DeleteUser.html
 */
export const DIRECTORY_USER = /^([\da-f]{10}-)?[\dA-Fa-f]{8}(-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}$/;

const USER_OR_SESSION = /^(AIDA[A-Z\d]+|AROA[A-Z\d]+:[\w+=,.@*-]+)$/;
const ROLE = /^AROA[A-Z\d]+$/;
/**
 * The service and the kind of principal are literal, so that `*` never means the name of a session
 * unless the entry says so: callers choose those names. Without a session, `assumed-role/ops` would
 * protect nobody.
 */
const ARN = new RegExp(
	'^arn:[\\w*-]+:' +
		'(iam::(\\d{12}|\\*):(root|(user|role)/[^?$]+)|' +
		'sts::(\\d{12}|\\*):(federated-user|assumed-role(?=/[^/]+/.|/[^/]*\\*))/[^?$]+)$',
);

/** The characters that IAM allows in names of users and roles. */
const NAME = /^[\w+=,.@-]+$/;

const named = v.strictObject({
	name: v.pipe(v.string(), v.regex(NAME, 'is not the name of an IAM user or role')),
	account: accountId,
});

const idOrArn = v.pipe(
	v.string(),
	v.trim(),
	v.check(isIdOrArn, ({ input }) => threeForms(input)),
	v.transform((entry) => (ROLE.test(entry) ? `${entry}:*` : entry)),
);

/** An entry of `containment.protectedPrincipals`. The id of a role means all its sessions. */
export const protectedEntry = v.lazy((input) => (typeof input === 'string' ? idOrArn : named));

function isIdOrArn(entry: string): boolean {
	return [USER_OR_SESSION, ROLE, DIRECTORY_USER, ARN].some((form) => form.test(entry));
}

function threeForms(entry: string): string {
	const name = NAME.test(entry) ? entry : 'break-glass';
	return (
		'is neither an id nor the ARN of a user, role or session, and somebody in another account may ' +
		"have the same name; write the id ('AIDA…', 'AROA…:*', a directory user's id), the ARN " +
		`('arn:aws:iam::111122223333:user/${name}'), or { name: '${name}', account: '111122223333' }`
	);
}

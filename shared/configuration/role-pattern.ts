import { matchesPattern } from './pattern.ts';

/** So many characters of a role's name must stand in a pattern in one piece. */
export const LEAST_NAME = 4;

/**
 * A permission set and a service-linked role that nobody has: a pattern that matches them matches
 * all of their kind, whatever literal text it has.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const ROLES_OF_AWS = [
	'aws-reserved/sso.amazonaws.com/AWSReservedSSO_~_0123456789abcdef',
	'aws-reserved/sso.amazonaws.com/~/AWSReservedSSO_~_0123456789abcdef',
	'aws-service-role/~.amazonaws.com/AWSServiceRoleFor~',
];

/**
 * True if the pattern says which role it means: it has the whole name and path, or what stands after
 * its last slash has at least `least` characters of a name in one piece.
 */
export function namesRole(pattern: string, least = LEAST_NAME): boolean {
	const role = pattern.slice(pattern.indexOf(':role/') + ':role/'.length);
	if (!role.includes('*')) return true;
	const name = role.slice(role.lastIndexOf('/') + 1);
	const isNamed = name.split('*').some((piece) => piece.length >= least);
	return isNamed && !ROLES_OF_AWS.some((one) => matchesPattern(role, one));
}

import { ListRolesCommand } from '@aws-sdk/client-iam';
import type { Attachment } from '../containment.ts';
import { attachedEntities } from './iam-attachments.ts';
import { IAM_ERRORS } from './iam-errors.ts';
import type { IamPolicy } from './iam-policy-text.ts';
import { type Failed, failed } from './policy-publisher.ts';
import { allPages, ask } from './refused-call.ts';

const PREFIX = 'AWSReservedSSO_';
const PATH = '/aws-reserved/sso.amazonaws.com/';
/** Stands for every permission set, or for the end of a role's name that AWS generates. */
const ANY = '*';

/** True for the role of a permission set. Only IAM Identity Center can change such a role. */
export function isPermissionSetRole(name: string): boolean {
	return name.startsWith(PREFIX);
}

/**
 * Checks that permission sets reference the policy: one role by its whole name, all roles of one
 * permission set (`AWSReservedSSO_Admin_*`), or of all permission sets in the account
 * (`AWSReservedSSO_*`). Null if they do.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
export async function whyNotReferenced(
	policy: IamPolicy,
	{ name, id }: Pick<Attachment, 'name' | 'id'>,
): Promise<Failed | null> {
	const attached = (await attachedEntities(policy)).filter(({ kind }) => kind === 'role');
	if (id !== undefined && attached.some((role) => role.id === id)) return null;
	const having = new Set(attached.map((role) => role.name));
	// The session's role was deleted, and another one has its name.
	if (id !== undefined && having.has(name)) return noSuchRole(policy, name);
	const wanted = name.endsWith(ANY) ? await rolesLike(policy, name) : [name];
	// If no permission set is provisioned, nobody can enter the account with one.
	if (wanted.length === 0 && name !== PREFIX + ANY) return noSuchRole(policy, name);
	const lacking = wanted.filter((role) => !having.has(role));
	return lacking.length === 0 ? null : notReferenced(policy, lacking);
}

async function rolesLike({ client }: IamPolicy, pattern: string): Promise<string[]> {
	const roles = await allPages(async (Marker) => {
		const page = await ask(IAM_ERRORS, { operation: 'ListRoles', on: PATH }, () =>
			client.send(new ListRolesCommand({ PathPrefix: PATH, Marker })),
		);
		return { items: page.Roles ?? [], next: page.IsTruncated ? page.Marker : undefined };
	});
	const names = roles.map(({ RoleName }) => RoleName ?? '').filter(isPermissionSetRole);
	if (pattern === PREFIX + ANY) return names;
	return names.filter((name) => permissionSetOf(name) === permissionSetOf(pattern));
}

/**
 * `AWSReservedSSO_<permission set>_<16 hex digits>`. The name of a permission set may contain
 * underscores.
 */
function permissionSetOf(role: string): string {
	return /^AWSReservedSSO_(.+)_(?:[0-9a-f]{16}|\*)$/.exec(role)?.[1] ?? role;
}

function notReferenced({ name, path, account }: IamPolicy, roles: readonly string[]): Failed {
	const sets = [...new Set(roles.map((role) => `"${permissionSetOf(role)}"`))]
		.toSorted()
		.join(', ');
	return failed(
		'not-referenced',
		`In IAM Identity Center add the customer managed policy "${name}" with the path "${path}" ` +
			`to each of these permission sets and provision them to account ${account} again: ${sets}.`,
	);
}

function noSuchRole({ account }: IamPolicy, role: string): Failed {
	return failed(
		'principal-missing',
		`Check whether the permission set "${permissionSetOf(role)}" is still provisioned to account ${account}: it has no such role there now.`,
	);
}

import { ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import type { Entity } from './iam-attachments.ts';
import { IAM_ERRORS } from './iam-errors.ts';
import type { IamPolicy } from './iam-policy-text.ts';
import { ask, type Page } from './refused-call.ts';

/** IAM gives at most so many in one answer. */
const MaxItems = 1_000;

/**
 * Finds the name that the user or role with this id has now; null if there is none. IAM finds
 * nobody by id, so it must list them all. That is needed only after a rename.
 */
export async function findById(
	policy: IamPolicy,
	{ kind, id }: Pick<Entity, 'kind' | 'id'>,
): Promise<string | null> {
	let marker: string | undefined;
	do {
		const { items, next } = await pageOf(policy, kind, marker);
		const found = items.find((entity) => entity.id === id);
		if (found !== undefined) return found.name;
		marker = next;
	} while (marker !== undefined);
	return null;
}

function pageOf(
	{ client }: IamPolicy,
	kind: Entity['kind'],
	Marker: string | undefined,
): Promise<Page<Entity>> {
	if (kind === 'user') {
		return ask(IAM_ERRORS, { operation: 'ListUsers', on: 'all users' }, async () => {
			const page = await client.send(new ListUsersCommand({ MaxItems, Marker }));
			const items = (page.Users ?? []).map(({ UserName, UserId }) => {
				return { kind, name: UserName ?? '', id: UserId };
			});
			return { items, next: page.IsTruncated ? page.Marker : undefined };
		});
	}
	return ask(IAM_ERRORS, { operation: 'ListRoles', on: 'all roles' }, async () => {
		const page = await client.send(new ListRolesCommand({ MaxItems, Marker }));
		const items = (page.Roles ?? []).map(({ RoleName, RoleId }) => {
			return { kind, name: RoleName ?? '', id: RoleId };
		});
		return { items, next: page.IsTruncated ? page.Marker : undefined };
	});
}

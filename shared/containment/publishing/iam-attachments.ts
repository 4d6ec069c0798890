import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	DetachRolePolicyCommand,
	DetachUserPolicyCommand,
	ListEntitiesForPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Attachment } from '../containment.ts';
import { IAM_ERRORS } from './iam-errors.ts';
import type { IamPolicy } from './iam-policy-text.ts';
import { allPages, ask, tell } from './refused-call.ts';

/** A user or role of IAM. The roles of permission sets are roles here. */
export interface Entity {
	readonly kind: 'user' | 'role';
	readonly name: string;
	/** Absent if nobody has told it. */
	readonly id?: string | undefined;
}

/**
 * The users and roles to which the policy is attached, not those that have it as a permissions
 * boundary.
 */
export function attachedEntities({ client, arn }: IamPolicy): Promise<Entity[]> {
	return allPages(async (Marker) => {
		const input = { PolicyArn: arn, PolicyUsageFilter: 'PermissionsPolicy', Marker } as const;
		const page = await ask(IAM_ERRORS, { operation: 'ListEntitiesForPolicy', on: arn }, () =>
			client.send(new ListEntitiesForPolicyCommand(input)),
		);
		const users = page.PolicyUsers?.map(
			({ UserName, UserId }) => ({ kind: 'user', name: UserName ?? '', id: UserId }) as const,
		);
		const roles = page.PolicyRoles?.map(
			({ RoleName, RoleId }) => ({ kind: 'role', name: RoleName ?? '', id: RoleId }) as const,
		);
		return {
			items: [...(users ?? []), ...(roles ?? [])],
			next: page.IsTruncated ? page.Marker : undefined,
		};
	});
}

/** Attaches the policy. If it is attached already, nothing changes. */
export async function attach({ client, arn: PolicyArn }: IamPolicy, entity: Entity): Promise<void> {
	const { kind, name } = entity;
	const operation = kind === 'user' ? 'AttachUserPolicy' : 'AttachRolePolicy';
	await tell(IAM_ERRORS, { operation, on: nameOf(entity) }, () =>
		kind === 'user'
			? client.send(new AttachUserPolicyCommand({ PolicyArn, UserName: name }))
			: client.send(new AttachRolePolicyCommand({ PolicyArn, RoleName: name })),
	);
}

/** Detaches the policy. If it is not attached, nothing changes. */
export async function detach({ client, arn: PolicyArn }: IamPolicy, entity: Entity): Promise<void> {
	const { kind, name } = entity;
	const operation = kind === 'user' ? 'DetachUserPolicy' : 'DetachRolePolicy';
	await tell(IAM_ERRORS, { operation, on: nameOf(entity) }, () =>
		kind === 'user'
			? client.send(new DetachUserPolicyCommand({ PolicyArn, UserName: name }))
			: client.send(new DetachRolePolicyCommand({ PolicyArn, RoleName: name })),
	);
}

/** Names a user or role in a sentence. */
export function nameOf({ kind, name, id }: Attachment | Entity): string {
	return `${kind} "${name}"${id === undefined ? '' : ` (${id})`}`;
}

/** True if the entity is the wanted one: the one with its id, or by name where no id is known. */
export function isWanted(entity: Entity, wanted: Attachment | Entity): boolean {
	if (entity.kind !== wanted.kind) return false;
	return wanted.id === undefined ? hasNameOf(entity, wanted) : entity.id === wanted.id;
}

/** Compares names without case: IAM does not allow two names that differ only in case. */
export function hasNameOf(one: Entity, other: Attachment | Entity): boolean {
	return one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();
}

/**
 * True for the name of a service-linked role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinkedRole(name: string): boolean {
	return name.startsWith('AWSServiceRoleFor');
}

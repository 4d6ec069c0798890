import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	DetachRolePolicyCommand,
	DetachUserPolicyCommand,
	ListEntitiesForPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Attachment } from '../containment.ts';
import { allPages } from './all-pages.ts';
import { IAM_ERRORS } from './iam-errors.ts';
import type { IamPolicy } from './iam-policy.ts';
import { ask, tell } from './refused-call.ts';

/** A user or role to which a policy is attached. The roles of permission sets are roles here. */
export interface Entity {
	readonly kind: 'user' | 'role';
	readonly name: string;
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
			({ UserName }) => ({ kind: 'user', name: UserName ?? '' }) as const,
		);
		const roles = page.PolicyRoles?.map(
			({ RoleName }) => ({ kind: 'role', name: RoleName ?? '' }) as const,
		);
		return {
			items: [...(users ?? []), ...(roles ?? [])],
			next: page.IsTruncated ? page.Marker : undefined,
		};
	});
}

/** Attaches the policy. If it is attached already, nothing changes. */
export async function attach({ client, arn }: IamPolicy, { kind, name }: Entity): Promise<void> {
	if (kind === 'user') {
		await tell(IAM_ERRORS, { operation: 'AttachUserPolicy', on: `user "${name}"` }, () =>
			client.send(new AttachUserPolicyCommand({ PolicyArn: arn, UserName: name })),
		);
		return;
	}
	await tell(IAM_ERRORS, { operation: 'AttachRolePolicy', on: `role "${name}"` }, () =>
		client.send(new AttachRolePolicyCommand({ PolicyArn: arn, RoleName: name })),
	);
}

export async function detach({ client, arn }: IamPolicy, { kind, name }: Entity): Promise<void> {
	if (kind === 'user') {
		await tell(IAM_ERRORS, { operation: 'DetachUserPolicy', on: `user "${name}"` }, () =>
			client.send(new DetachUserPolicyCommand({ PolicyArn: arn, UserName: name })),
		);
		return;
	}
	await tell(IAM_ERRORS, { operation: 'DetachRolePolicy', on: `role "${name}"` }, () =>
		client.send(new DetachRolePolicyCommand({ PolicyArn: arn, RoleName: name })),
	);
}

/** Compares names without case: IAM does not allow two names that differ only in case. */
export function isSameEntity(one: Attachment, other: Attachment): boolean {
	return one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();
}

/**
 * True for the name of a service-linked role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinkedRole(name: string): boolean {
	return name.startsWith('AWSServiceRoleFor');
}

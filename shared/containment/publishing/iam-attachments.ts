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

/** A user or role as a policy is attached to it; permission sets' roles are roles here. */
export interface Entity {
	readonly kind: 'user' | 'role';
	readonly name: string;
}

/** The users and roles to which the policy is attached. As a permissions boundary it would deny them nothing of ours. */
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

/** Attaching what is attached already changes nothing. */
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

/** IAM keeps names apart whatever their case, and lets nobody have two that differ in case only. */
export function isSameEntity(one: Attachment, other: Attachment): boolean {
	return one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
export function isServiceLinkedRole(name: string): boolean {
	return name.startsWith('AWSServiceRoleFor');
}

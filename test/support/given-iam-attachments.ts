import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	DetachRolePolicyCommand,
	DetachUserPolicyCommand,
	type IAMClient,
	ListEntitiesForPolicyCommand,
	ListRolesCommand,
} from '@aws-sdk/client-iam';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import type { GivenAccount } from './given-iam.ts';
import { cut, onePage } from './one-page.ts';
import { awsError } from './scripted-calls.ts';

/** The users and roles of the account, and those to which the policy is attached. */
export function answerForAttachments(mock: AwsClientStub<IAMClient>, account: GivenAccount): void {
	const { existing, calls } = account;
	const attach = attacher(account);
	const detach = detacher(account);
	mock
		.on(ListEntitiesForPolicyCommand)
		.callsFake((input) => calls.run('ListEntitiesForPolicy', () => entitiesPage(account, input)));
	mock.on(ListRolesCommand).callsFake(({ Marker }) =>
		calls.run('ListRoles', () => {
			const reserved = [...existing].filter((entity) => entity.startsWith('role/AWSReservedSSO_'));
			const { page, marker } = onePage(reserved, Marker);
			return {
				Roles: page.map((entity) => ({ RoleName: entity.slice('role/'.length) })),
				...cut(marker),
			};
		}),
	);
	mock
		.on(AttachUserPolicyCommand)
		.callsFake(({ UserName }) => calls.run('AttachUserPolicy', () => attach(`user/${UserName}`)));
	mock
		.on(AttachRolePolicyCommand)
		.callsFake(({ RoleName }) => calls.run('AttachRolePolicy', () => attach(`role/${RoleName}`)));
	mock
		.on(DetachUserPolicyCommand)
		.callsFake(({ UserName }) => calls.run('DetachUserPolicy', () => detach(`user/${UserName}`)));
	mock
		.on(DetachRolePolicyCommand)
		.callsFake(({ RoleName }) => calls.run('DetachRolePolicy', () => detach(`role/${RoleName}`)));
}

interface ListInput {
	readonly Marker?: string;
	readonly PolicyUsageFilter?: string;
}

function entitiesPage(
	{ attached, boundaries }: GivenAccount,
	{ Marker, PolicyUsageFilter }: ListInput,
) {
	// All pages of a list show the same state, so that the lag counts lists and not pages.
	const entities = Marker === undefined ? attached.read() : attached.actual();
	const users = PolicyUsageFilter === 'PermissionsPolicy' ? [] : boundaries;
	const { page, marker } = onePage([...entities, ...users], Marker);
	const named = (kind: string) =>
		page.filter((entity) => entity.startsWith(kind)).map((entity) => entity.slice(kind.length));
	return {
		PolicyUsers: named('user/').map((UserName) => ({ UserName })),
		PolicyRoles: named('role/').map((RoleName) => ({ RoleName })),
		...cut(marker),
	};
}

function attacher({ existing, attached }: GivenAccount) {
	return (entity: string) => {
		refuseReserved(entity);
		if (!existing.has(entity)) throw awsError('NoSuchEntityException');
		if (!attached.actual().includes(entity)) attached.write([...attached.actual(), entity]);
	};
}

function detacher({ attached }: GivenAccount) {
	return (entity: string) => {
		refuseReserved(entity);
		if (!attached.actual().includes(entity)) throw awsError('NoSuchEntityException');
		attached.write(attached.actual().filter((other) => other !== entity));
	};
}

function refuseReserved(entity: string): void {
	if (/^role\/AWS(ReservedSSO_|ServiceRoleFor)/.test(entity))
		throw awsError('UnmodifiableEntityException');
}

import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	CreatePolicyVersionCommand,
	DetachRolePolicyCommand,
	DetachUserPolicyCommand,
	GetPolicyVersionCommand,
	IAMClient,
	ListEntitiesForPolicyCommand,
	ListPolicyVersionsCommand,
	ListRolesCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { PLACEHOLDER } from '../../shared/containment/document/placeholder.ts';
import { iamPublisher } from '../../shared/containment/publishing/iam-publisher.ts';
import { cut, onePage } from './one-page.ts';
import { awsError } from './scripted-calls.ts';

const ARN = 'arn:aws:iam::111122223333:policy/eyes/eyes-containment';

/** Names and the ids that they have at this moment, as IAM keeps them. */
type Names = Map<string, string>;

/**
 * An account in which names move between users and roles while we work. The policy belongs to ids,
 * and calls name names. `beforeCall` may change everything, as somebody else could.
 */
export function givenNames(given: Given) {
	const client = new IAMClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const account = {
		users: new Map(given.users) as Names,
		roles: new Map(given.roles) as Names,
		/** The ids that have the policy. */
		attached: new Set<string>(),
		/** The ids that had it when the list was last read. */
		listed: new Set<string>(),
		text: PLACEHOLDER,
		calls: [] as string[],
		refused: new Map<string, Error>(),
		beforeCall: (_: string) => {},
	};
	const on = (operation: string, effect: () => object) => async () => {
		account.calls.push(operation);
		account.beforeCall(operation);
		const refusal = account.refused.get(operation);
		if (refusal !== undefined) throw refusal;
		return effect();
	};
	const called = (operation: string, effect: (input: Input) => object) => (input: Input) =>
		on(operation, () => effect(input))();
	mock
		.on(ListPolicyVersionsCommand)
		.resolves({ Versions: [{ VersionId: 'v1', IsDefaultVersion: true }] });
	mock
		.on(GetPolicyVersionCommand)
		.callsFake(() => ({ PolicyVersion: { Document: encodeURIComponent(account.text) } }));
	mock.on(CreatePolicyVersionCommand).callsFake(({ PolicyDocument }) => {
		account.text = PolicyDocument;
		return {};
	});
	mock.on(ListEntitiesForPolicyCommand).callsFake(
		called('ListEntitiesForPolicy', () => {
			account.listed = new Set(account.attached);
			const having = ([, id]: readonly [string, string]) => account.attached.has(id);
			const users = [...account.users].filter(having);
			const roles = [...account.roles].filter(having);
			return {
				PolicyUsers: users.map(([UserName, UserId]) => ({ UserName, UserId })),
				PolicyRoles: roles.map(([RoleName, RoleId]) => ({ RoleName, RoleId })),
			};
		}),
	);
	mock.on(ListUsersCommand).callsFake(
		called('ListUsers', ({ Marker }) => {
			const { page, marker } = onePage([...account.users], Marker);
			return { Users: page.map(([UserName, UserId]) => ({ UserName, UserId })), ...cut(marker) };
		}),
	);
	mock.on(ListRolesCommand).callsFake(
		called('ListRoles', ({ Marker }) => {
			const { page, marker } = onePage([...account.roles], Marker);
			return { Roles: page.map(([RoleName, RoleId]) => ({ RoleName, RoleId })), ...cut(marker) };
		}),
	);
	const idIn = (names: Names, name = '') => {
		const same = (other: string) => other.toLowerCase() === name.toLowerCase();
		const found = [...names].find(([other]) => same(other))?.[1];
		if (found === undefined) throw awsError('NoSuchEntityException');
		return found;
	};
	const attach = (id: string) => {
		account.attached.add(id);
		return {};
	};
	const detach = (id: string) => {
		if (!account.attached.delete(id)) throw awsError('NoSuchEntityException');
		return {};
	};
	mock
		.on(AttachUserPolicyCommand)
		.callsFake(called('AttachUserPolicy', ({ UserName }) => attach(idIn(account.users, UserName))));
	mock
		.on(DetachUserPolicyCommand)
		.callsFake(called('DetachUserPolicy', ({ UserName }) => detach(idIn(account.users, UserName))));
	mock
		.on(AttachRolePolicyCommand)
		.callsFake(called('AttachRolePolicy', ({ RoleName }) => attach(idIn(account.roles, RoleName))));
	mock
		.on(DetachRolePolicyCommand)
		.callsFake(called('DetachRolePolicy', ({ RoleName }) => detach(idIn(account.roles, RoleName))));
	const open = () => iamPublisher({ client, policyArn: ARN, sleep: async () => {} });
	return Object.assign(account, { open });
}

interface Given {
	readonly users?: readonly (readonly [string, string])[];
	readonly roles?: readonly (readonly [string, string])[];
}

interface Input {
	readonly Marker?: string;
	readonly UserName?: string;
	readonly RoleName?: string;
}

/** Gives a user's or role's name to nobody, and the user or role another name. */
export function rename(names: Names, from: string, to: string): void {
	const id = names.get(from);
	if (id === undefined || names.has(to)) return;
	names.delete(from);
	names.set(to, id);
}

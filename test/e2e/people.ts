import {
	AttachRolePolicyCommand,
	CreateAccessKeyCommand,
	CreateRoleCommand,
	CreateUserCommand,
} from '@aws-sdk/client-iam';
import { policyArn } from '../../shared/runtime/names.ts';
import { CALLERS, type Caller } from '../support/request-contexts.ts';
import { clientsOf } from './aws/clients.ts';
import { iamIds } from './stand-ins/iam-ids.ts';
import type { System } from './system.ts';
import { ORGANIZATION } from './the-organization.ts';

/** An IAM user of the tests. */
export interface Person {
	readonly name: string;
	readonly account: string;
}

export const KIM: Person = { name: 'kim', account: ORGANIZATION.prod };
export const LEE: Person = { name: 'lee', account: ORGANIZATION.prod };
export const PARK: Person = { name: 'park', account: ORGANIZATION.prod };
/** A user in the management account, to which no SCP applies. */
export const BOSS: Person = { name: 'boss', account: ORGANIZATION.management };

/** The role that lee assumes, and the session that it gives. */
export const ROLE = { name: 'deploy', id: 'AROADEPLOYDEPLOYDEPL2', session: 'lee-cli' } as const;
/** A person of Identity Center, by their id in the directory. */
export const DIRECTORY_USER = '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b';

/** Makes the unique id of an IAM user; no two users have the same. */
export function userId({ name }: Person): string {
	return `AIDA${name.toUpperCase().repeat(6)}`.slice(0, 21);
}

const PORTAL_ROLE = 'AWSReservedSSO_Admin_00112233445566aa';

/** Gives an IAM user an access key in the emulator, created now. */
export async function makeKey(
	system: System,
	{ name: UserName, account }: Person,
): Promise<string> {
	const { iam } = clientsOf(system.place(account));
	await iam.send(new CreateUserCommand({ UserName }));
	const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
	return AccessKey?.AccessKeyId ?? '';
}

/**
 * Creates the users and roles that the emulator must know so that a policy can be attached, and the
 * permission set that references the policy by hand.
 */
export async function settlePeople(system: System): Promise<void> {
	const { iam } = clientsOf(system.place(ORGANIZATION.management));
	await iam.send(new CreateUserCommand({ UserName: BOSS.name }));
	system.proxy.amend(iamIds(new Map([[BOSS.name, userId(BOSS)]])));
	await iam.send(
		new CreateRoleCommand({
			RoleName: PORTAL_ROLE,
			Path: '/aws-reserved/sso.amazonaws.com/ap-northeast-2/',
			AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
		}),
	);
	await iam.send(
		new AttachRolePolicyCommand({
			RoleName: PORTAL_ROLE,
			PolicyArn: policyArn('aws', ORGANIZATION.management),
		}),
	);
}

/**
 * Makes a caller of `request-contexts.ts` that has an IAM user's name, id and account in all its
 * keys.
 */
export function asUser(person: Person, caller: Caller = CALLERS.userWithKey): Caller {
	return withValues(caller, [
		['AIDAKIMKIMKIMKIMKIM22', userId(person)],
		[/(?<=user\/|"aws:username":")kim/g, person.name],
		['111122223333', person.account],
	]);
}

/** The session that lee made from an untrusted network, and a colleague's session of that role. */
export function asSession(name: string): Caller {
	return withValues(CALLERS.role, [
		['AROADEVELOPERROLE2222:kim', `${ROLE.id}:${name}`],
		['assumed-role/developer/kim', `assumed-role/${ROLE.name}/${name}`],
		['role/developer', `role/ops/${ROLE.name}`],
		['111122223333', ORGANIZATION.prod],
	]);
}

/** The person of the portal, and a colleague, in a member account. */
export const PORTAL = {
	person: withValues(CALLERS.portal, [['111122223333', ORGANIZATION.prod]]),
	colleague: withValues(CALLERS.otherPortal, [['111122223333', ORGANIZATION.prod]]),
	inManagement: withValues(CALLERS.portalInManagement, [['999900001111', ORGANIZATION.management]]),
};

/** The contexts come from AWS's documentation; only names and ids are changed here. */
function withValues(
	caller: Caller,
	changes: readonly (readonly [string | RegExp, string])[],
): Caller {
	const change = (text: string) =>
		changes.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
	const context = Object.entries(caller.context).map(([key, value]) => {
		const pair = change(JSON.stringify({ [key]: value }));
		return pair.slice(1, -1);
	});
	return {
		...caller,
		arn: change(caller.arn),
		account: change(caller.account),
		context: JSON.parse(`{${context.join(',')}}`),
	};
}

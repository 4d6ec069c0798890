import { describe, expect, it } from 'vitest';
import { givenAccount, IAM_ACCOUNT } from '../../../support/given-iam.ts';

const NOW = Date.UTC(2026, 2, 3);
const ADMIN = 'AWSReservedSSO_Admin_0123456789abcdef';
const ADMIN_READ = 'AWSReservedSSO_Admin_Read_fedcba9876543210';

/** An account with these roles of permission sets, some of which reference the policy. */
function givenPermissionSets(roles: readonly string[], referencing: readonly string[]) {
	const account = givenAccount();
	for (const role of roles) account.existing.add(`role/${role}`);
	account.attached.write(referencing.map((role) => `role/${role}`));
	return account;
}

function bring({ open }: ReturnType<typeof givenAccount>, name: string) {
	return open().applyTo(
		{ account: IAM_ACCOUNT, attachment: { kind: 'permission-set-role', name } },
		NOW,
	);
}

function isAttaching(name: string): boolean {
	return name.startsWith('Attach');
}

describe("an account's policy and permission sets", () => {
	it.each([
		['one role that references it', ADMIN],
		['all roles of a permission set that references it', 'AWSReservedSSO_Admin_*'],
	])('applies to %s', async (_, name) => {
		const account = givenPermissionSets([ADMIN, ADMIN_READ], [ADMIN]);
		expect(await bring(account, name)).toEqual({ kind: 'applies' });
	});

	it.each([
		['one role', ADMIN, '"Admin"'],
		[
			'a permission set with a name that begins like another one',
			'AWSReservedSSO_Admin_Read_*',
			'"Admin_Read"',
		],
		['all permission sets', 'AWSReservedSSO_*', '"Admin", "Admin_Read"'],
	])('is never attached to %s, and names where it must be added', async (_, name, sets) => {
		const account = givenPermissionSets([ADMIN, ADMIN_READ], []);
		expect(await bring(account, name)).toEqual({
			kind: 'failed',
			reason: 'not-referenced',
			remediation:
				'In IAM Identity Center add the customer managed policy "eyes-containment" with the path "/eyes/" to ' +
				`each of these permission sets and provision them to account ${IAM_ACCOUNT} again: ${sets}.`,
		});
		expect(account.calls.names.filter(isAttaching)).toEqual([]);
	});

	it('does not confuse a user of the same name with the role', async () => {
		const account = givenPermissionSets([ADMIN], []);
		account.attached.write([`user/${ADMIN}`]);
		expect(await bring(account, ADMIN)).toMatchObject({ kind: 'failed', reason: 'not-referenced' });
	});

	it('names only the permission sets that lack it', async () => {
		const account = givenPermissionSets([ADMIN, ADMIN_READ], [ADMIN_READ]);
		expect(await bring(account, 'AWSReservedSSO_*')).toMatchObject({
			remediation: expect.stringMatching(/: "Admin"\.$/),
		});
	});

	it('apply if no permission set is provisioned, because nobody can use one', async () => {
		expect(await bring(givenPermissionSets([], []), 'AWSReservedSSO_*')).toEqual({
			kind: 'applies',
		});
	});

	it('fails for a permission set that has no role in the account', async () => {
		const account = givenPermissionSets([ADMIN_READ], [ADMIN_READ]);
		expect(await bring(account, 'AWSReservedSSO_Admin_*')).toMatchObject({
			kind: 'failed',
			reason: 'principal-missing',
			remediation: expect.stringContaining(
				`"Admin" is still provisioned to account ${IAM_ACCOUNT}`,
			),
		});
	});

	it('is not attached either if the role is named as a plain role', async () => {
		const account = givenPermissionSets([ADMIN], []);
		const attachment = { kind: 'role', name: ADMIN } as const;
		expect(await account.open().applyTo({ account: IAM_ACCOUNT, attachment }, NOW)).toMatchObject({
			reason: 'not-referenced',
		});
		expect(account.calls.names.filter(isAttaching)).toEqual([]);
	});

	it('can be attached to a user with such a name', async () => {
		const account = givenPermissionSets([], []);
		account.existing.add(`user/${ADMIN}`);
		const attachment = { kind: 'user', name: ADMIN } as const;
		expect(await account.open().applyTo({ account: IAM_ACCOUNT, attachment }, NOW)).toEqual({
			kind: 'applies',
		});
		expect(account.attached.actual()).toEqual([`user/${ADMIN}`]);
	});
});

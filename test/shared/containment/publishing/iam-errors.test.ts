import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../../shared/containment/containment.ts';
import { givenAccount, IAM_ACCOUNT } from '../../../support/given-iam.ts';
import { awsError, SECRET } from '../../../support/scripted-calls.ts';

const NOW = Date.UTC(2026, 2, 3);
const NEW = `new text of ${SECRET}`;
const keep = async () => {};

type Account = ReturnType<typeof givenAccount>;

function publish({ open, versions }: Account) {
	versions.unshift(...['v-4', 'v-3', 'v-2', 'v-1'].map((id) => ({ id, text: id })));
	return open().publish({ text: async () => NEW, keep });
}

function applyTo(attachment: Attachment) {
	return ({ open }: Account) => open().applyTo({ account: IAM_ACCOUNT, attachment }, NOW);
}

function detach({ open, attached }: Account) {
	attached.write(['user/bora', 'role/deploy']);
	return open().detachAllBut([]);
}

const attachUser = applyTo({ kind: 'user', name: 'bora' });
const attachRole = applyTo({ kind: 'role', name: 'deploy' });
const lookAtSets = applyTo({ kind: 'permission-set-role', name: 'AWSReservedSSO_*' });

const EVERY_OPERATION = [
	['AccessDenied', 'not-permitted'],
	['AccessDeniedException', 'not-permitted'],
	['Throttling', 'throttled'],
	['ThrottlingException', 'throttled'],
	['RequestLimitExceeded', 'throttled'],
	['ServiceFailureException', 'service-fault'],
	['InternalFailure', 'service-fault'],
	['ServiceUnavailable', 'service-fault'],
	['InvalidInputException', 'request-refused'],
] as const;
const WRITES = [
	...EVERY_OPERATION,
	['ConcurrentModificationException', 'busy'],
	['EntityTemporarilyUnmodifiableException', 'busy'],
] as const;
const POLICY_MISSING = ['NoSuchEntityException', 'policy-missing'] as const;
const PROTECTED = ['UnmodifiableEntityException', 'protected-role'] as const;
const ATTACHES = [
	...WRITES,
	['NoSuchEntityException', 'principal-missing'],
	['LimitExceededException', 'too-many-policies'],
	['PolicyNotAttachableException', 'request-refused'],
] as const;
const DETACHES = [
	...WRITES,
	['NoSuchEntityException', 'detached'],
	['LimitExceededException', 'request-refused'],
] as const;

/** The errors in the API reference, with what causes the call and the outcome of each error. */
const REFUSALS = [
	['GetPolicyVersion', publish, [...EVERY_OPERATION, ['NoSuchEntityException', 'not-visible-yet']]],
	['ListPolicyVersions', publish, [...EVERY_OPERATION, POLICY_MISSING]],
	[
		'DeletePolicyVersion',
		publish,
		[
			...WRITES,
			['DeleteConflictException', 'not-visible-yet'],
			['LimitExceededException', 'request-refused'],
		],
	],
	[
		'CreatePolicyVersion',
		publish,
		[
			...WRITES,
			POLICY_MISSING,
			['MalformedPolicyDocumentException', 'text-refused'],
			['LimitExceededException', 'not-visible-yet'],
		],
	],
	['ListEntitiesForPolicy', attachUser, [...EVERY_OPERATION, POLICY_MISSING]],
	['ListRoles', lookAtSets, EVERY_OPERATION],
	['AttachUserPolicy', attachUser, ATTACHES],
	['AttachRolePolicy', attachRole, [...ATTACHES, PROTECTED]],
	['DetachUserPolicy', detach, DETACHES],
	['DetachRolePolicy', detach, [...DETACHES, PROTECTED]],
] as const;
const RETRIED = ['throttled', 'busy', 'service-fault', 'not-visible-yet'];

describe.each(REFUSALS)('%s refused by AWS', (operation, provoke, refusals) => {
	it.each([...refusals])('with %s is %s', async (name, reason) => {
		const account = givenAccount();
		account.calls.refuse(operation, awsError(name));
		const outcome = await provoke(account);
		expect(account.calls.names).toContain(operation);
		expect(JSON.stringify(outcome)).not.toContain(SECRET);
		if (reason === 'detached') expect(outcome).toMatchObject({ kind: 'detached' });
		else
			expect(outcome).toMatchObject({
				kind: RETRIED.includes(reason) ? 'retry' : 'failed',
				reason,
			});
	});

	it('with an unknown error is thrown with its cause and without the text', async () => {
		const account = givenAccount();
		const cause = awsError('ExpiredToken');
		account.calls.refuse(operation, cause);
		const thrown = await provoke(account).catch((error) => error);
		expect(thrown).toBeInstanceOf(Error);
		expect(thrown.cause).toBe(cause);
		expect(thrown.message).toMatch(new RegExp(`^${operation} on .+ failed with ExpiredToken$`));
		expect(thrown.message).not.toContain(SECRET);
	});
});

describe('a quota that IAM names in its message', () => {
	it.each([
		['CreatePolicyVersion', publish, 'PolicySize: 6144', 'text-too-long'],
		['AttachUserPolicy', attachUser, 'PoliciesPerUser: 10', 'too-many-policies'],
		['AttachRolePolicy', attachRole, 'PoliciesPerRole: 20', 'too-many-policies'],
	] as const)('is recognised for %s', async (operation, provoke, quota, reason) => {
		const account = givenAccount();
		const message = `Cannot exceed quota for ${quota}`;
		account.calls.refuse(operation, awsError('LimitExceededException', { message }));
		expect(await provoke(account)).toMatchObject({ kind: 'failed', reason });
	});
});

describe('DeletePolicyVersion refused by AWS', () => {
	it('because the version is gone already lets the text be published', async () => {
		const account = givenAccount();
		account.calls.refuse('DeletePolicyVersion', awsError('NoSuchEntityException'));
		account.versions.push({ id: 'v0', text: 'v0' });
		expect(await account.open().publish({ text: async () => NEW, keep })).toMatchObject({
			kind: 'published',
		});
	});
});

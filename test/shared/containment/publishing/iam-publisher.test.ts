import { GetPolicyVersionCommand, ListPolicyVersionsCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../../shared/containment/containment.ts';
import { iamPublisher } from '../../../../shared/containment/publishing/iam-publisher.ts';
import { givenAccount, IAM_ACCOUNT, IAM_ARN } from '../../../support/given-iam.ts';
import { awsError, SECRET } from '../../../support/scripted-calls.ts';
import { publisherContract } from './policy-publisher.contract.ts';

const NOW = Date.UTC(2026, 2, 3);
const NEW = `new text of ${SECRET}`;
const keep = async () => {};

function whom(attachment: Attachment | null) {
	return { account: IAM_ACCOUNT, attachment };
}

/** Versions in addition to the one with the text, which is the default at any position. */
function givenVersions(ids: readonly string[], defaultId: string, text = 'old text') {
	const account = givenAccount(text);
	const versions = ids.map((id) => ({ id, text: id === defaultId ? text : `text of ${id}` }));
	account.versions.splice(0, 1, ...versions);
	account.defaultId.write(defaultId);
	return account;
}

function aWorld(account: ReturnType<typeof givenAccount>) {
	const { open, calls, versions, defaultId, texts, attached } = account;
	return {
		open,
		calls,
		text: () => versions.find(({ id }) => id === defaultId.actual())?.text ?? '',
		texts,
		attached: () => attached.actual().map((entity) => entity.split('/')[1] ?? ''),
		readsLagBy(reads: number) {
			defaultId.lagBy(reads);
			attached.lagBy(reads);
		},
		nobody: whom({ kind: 'user', name: 'ghost' }),
	};
}

publisherContract("an account's policy", (text) => ({
	...aWorld(givenAccount(text)),
	somebody: whom({ kind: 'user', name: 'bora' }),
}));

publisherContract("an account's policy with five versions", (text) => ({
	...aWorld(givenVersions(['v1', 'v2', 'v3', 'v4', 'v5'], 'v5', text)),
	somebody: whom({ kind: 'role', name: 'deploy' }),
}));

describe("the versions of an account's policy", () => {
	it.each([
		['the oldest of five', ['v1', 'v2', 'v3', 'v4', 'v5'], 'v5', 'v1'],
		['the oldest by its number', ['v10', 'v11', 'v12', 'v8', 'v9'], 'v12', 'v8'],
		['not the default one', ['v1', 'v2', 'v3', 'v4', 'v5'], 'v1', 'v2'],
	])('lose %s', async (_, ids, defaultId, gone) => {
		const { open, versions } = givenVersions(ids, defaultId);
		expect(await open().publish({ text: async () => NEW, keep })).toMatchObject({
			kind: 'published',
		});
		expect(ids.filter((id) => !versions.some((version) => version.id === id))).toEqual([gone]);
	});

	it('lose none while there are fewer than five', async () => {
		const { open, versions, calls } = givenVersions(['v1', 'v2', 'v3', 'v4'], 'v4');
		await open().publish({ text: async () => NEW, keep });
		expect(versions).toHaveLength(5);
		expect(calls.names).not.toContain('DeletePolicyVersion');
	});

	it('are read as they were written, whatever they contain', async () => {
		const text = '{"a":"100% c+d/é ~!*\'()&?#="}';
		const { open, texts } = givenAccount(text);
		expect(await open().publish({ text: async () => text, keep })).toMatchObject({
			kind: 'unchanged',
			before: text,
		});
		expect(texts).toEqual([text]);
	});

	it('without a text are an error, not an empty text', async () => {
		const { open, mock, texts } = givenAccount();
		const publish = () => open().publish({ text: async () => NEW, keep });
		mock.on(GetPolicyVersionCommand).resolves({});
		await expect(publish()).rejects.toThrow(`gave no text for ${IAM_ARN}`);
		mock.on(ListPolicyVersionsCommand).resolves({});
		await expect(publish()).rejects.toThrow(`gave no default version for ${IAM_ARN}`);
		expect(texts).toHaveLength(1);
	});
});

describe("attaching an account's policy", () => {
	it.each([
		['user', 'bora', 'AttachUserPolicy'],
		['role', 'deploy', 'AttachRolePolicy'],
	] as const)('attaches it to the %s if it is not attached yet', async (kind, name, call) => {
		const { open, attached, calls } = givenAccount();
		expect(await open().applyTo(whom({ kind, name }), NOW)).toEqual({ kind: 'applies' });
		expect(attached.actual()).toEqual([`${kind}/${name}`]);
		expect(calls.names).toContain(call);
	});

	it('is not repeated for a name that differs in case', async () => {
		const { open, attached, calls } = givenAccount();
		attached.write(['user/Bora']);
		expect(await open().applyTo(whom({ kind: 'user', name: 'bora' }), NOW)).toEqual({
			kind: 'applies',
		});
		expect(calls.names).not.toContain('AttachUserPolicy');
	});

	it('does not count a permissions boundary or a role of the same name as an attachment', async () => {
		const { open, attached, boundaries, calls } = givenAccount();
		boundaries.push('user/bora');
		attached.write(['role/bora']);
		await open().applyTo(whom({ kind: 'user', name: 'bora' }), NOW);
		expect(calls.names).toContain('AttachUserPolicy');
	});

	it('asks for a retry while the list lags far behind', async () => {
		const { open, attached } = givenAccount();
		attached.lagBy(50);
		const bora = whom({ kind: 'user', name: 'bora' });
		expect(await open().applyTo(bora, NOW)).toMatchObject({
			kind: 'retry',
			reason: 'not-visible-yet',
		});
		attached.lagBy(0);
		expect(await open().applyTo(bora, NOW)).toEqual({ kind: 'applies' });
	});

	it('does not change service-linked roles', async () => {
		const { open, calls } = givenAccount();
		const role = whom({ kind: 'role', name: 'AWSServiceRoleForSupport' });
		expect(await open().applyTo(role, NOW)).toMatchObject({
			kind: 'failed',
			reason: 'protected-role',
		});
		expect(calls.names).toEqual([]);
	});

	it('fails if there is nothing to attach to', async () => {
		const { open, calls } = givenAccount();
		expect(await open().applyTo(whom(null), NOW)).toMatchObject({
			kind: 'failed',
			reason: 'nothing-to-attach-to',
			remediation: expect.stringContaining(IAM_ACCOUNT),
		});
		expect(calls.names).toEqual([]);
	});

	it.each([
		['a policy of AWS', 'arn:aws:iam::aws:policy/AWSDenyAll'],
		[
			'an SCP',
			'arn:aws:organizations::999900001111:policy/o-harbor2026/service_control_policy/p-eyes0001',
		],
		['a role', `arn:aws:iam::${IAM_ACCOUNT}:role/eyes/eyes-containment`],
		['a name', 'eyes-containment'],
	])('is refused for %s', (_, policyArn) => {
		const { client } = givenAccount();
		expect(() => iamPublisher({ client, policyArn, sleep: keep })).toThrow(
			`"${policyArn}" is not the ARN of an account's own policy; give the one`,
		);
	});
});

describe("detaching an account's policy", () => {
	it('keeps what AWS attached and what is still needed', async () => {
		const { open, attached } = givenAccount();
		const byAws = ['role/AWSReservedSSO_Admin_0123456789abcdef', 'role/AWSServiceRoleForSupport'];
		const kept = [...byAws, 'user/Bora'];
		attached.write([...kept, 'role/deploy', 'user/cleo']);
		expect(await open().detachAllBut([{ kind: 'user', name: 'bora' }])).toEqual({
			kind: 'detached',
			names: ['deploy', 'cleo'],
		});
		expect(attached.actual()).toEqual(kept);
	});

	it('goes on if one cannot be detached, and reports it at the end', async () => {
		const { open, attached, calls } = givenAccount();
		attached.write(['role/deploy', 'user/bora']);
		calls.refuse('DetachRolePolicy', awsError('AccessDenied'));
		expect(await open().detachAllBut([])).toMatchObject({
			kind: 'failed',
			reason: 'not-permitted',
			remediation: expect.stringContaining('role "deploy"'),
		});
		expect(attached.actual()).toEqual(['role/deploy']);
	});

	it('reports first what only a human can fix', async () => {
		const { open, attached, calls } = givenAccount();
		attached.write(['user/bora', 'role/deploy']);
		calls.refuse('DetachUserPolicy', awsError('Throttling'));
		calls.refuse('DetachRolePolicy', awsError('AccessDenied'));
		expect(await open().detachAllBut([])).toMatchObject({ kind: 'failed' });
		calls.recover();
		calls.refuse('DetachUserPolicy', awsError('Throttling'));
		expect(await open().detachAllBut([])).toMatchObject({ kind: 'retry', reason: 'throttled' });
	});
});

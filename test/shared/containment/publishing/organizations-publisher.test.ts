import { describe, expect, it } from 'vitest';
import { organizationsPublisher } from '../../../../shared/containment/publishing/organizations-publisher.ts';
import type { BoundPrincipal } from '../../../../shared/containment/publishing/policy-publisher.ts';
import {
	DEEP_ACCOUNT,
	EXTERNAL_ACCOUNT,
	givenOrganization,
	MANAGEMENT,
	SCP_ARN,
	SHALLOW_ACCOUNT,
} from '../../../support/given-organizations.ts';
import { awsError } from '../../../support/scripted-calls.ts';
import { publisherContract } from './policy-publisher.contract.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 2, 3);
const NEW = 'new text';
const keep = async () => {};

function somebodyIn(account: string): BoundPrincipal {
	return { account, attachment: null };
}

publisherContract('the SCP', (text) => {
	const { open, calls, content, texts } = givenOrganization(text);
	return {
		open,
		calls,
		text: content.actual,
		texts,
		attached: () => [],
		readsLagBy: content.lagBy,
		somebody: somebodyIn(DEEP_ACCOUNT),
		nobody: somebodyIn(SHALLOW_ACCOUNT),
	};
});

describe('a principal without one account', () => {
	it('has the SCP applied if it is attached anywhere', async () => {
		const { open, targets } = givenOrganization();
		const nowhere = { account: null, attachment: null };
		expect(await open().applyTo(nowhere, NOW)).toEqual({ kind: 'applies' });
		targets.length = 0;
		expect(await open().applyTo(nowhere, NOW)).toMatchObject({
			kind: 'failed',
			reason: 'not-attached-above',
			remediation: expect.stringMatching(/to the root of the organization\.$/),
		});
	});
});

describe('the text of the SCP', () => {
	it('waits for the pace before every call', async () => {
		const { open, calls, paced } = givenOrganization();
		const publisher = open();
		await publisher.publish({ text: async () => NEW, keep });
		await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		expect(paced).toEqual(calls.names);
	});

	it('is an error if it is missing, not an empty text', async () => {
		const { open, mock, texts } = givenOrganization();
		mock.onAnyCommand().resolves({});
		await expect(open().publish({ text: async () => NEW, keep })).rejects.toThrow(
			`gave no text for ${SCP_ARN}`,
		);
		expect(texts).toHaveLength(1);
	});

	it('is read five times, a second apart', async () => {
		const { open, content, pauses, calls } = givenOrganization();
		content.lagBy(50);
		await open().publish({ text: async () => NEW, keep });
		expect(pauses).toEqual([1000, 1000, 1000, 1000]);
		expect(calls.names).toEqual([
			'DescribePolicy',
			'UpdatePolicy',
			...Array(5).fill('DescribePolicy'),
		]);
	});

	it.each([
		[
			'an AWS-managed policy',
			'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
		],
		['another kind of policy', SCP_ARN.replace('service_control_policy', 'tag_policy')],
		['an id alone', 'p-eyes0001'],
		['a policy of IAM', 'arn:aws:iam::111122223333:policy/eyes/eyes-containment'],
	])('cannot be that of %s', (_, policyArn) => {
		const { client } = givenOrganization();
		const options = { client, policyArn, pace: keep, sleep: keep, targets: [] };
		const open = () => organizationsPublisher(options);
		expect(open).toThrow(`"${policyArn}" is not the ARN of an SCP; give the one`);
	});
});

describe('the accounts to which the SCP applies', () => {
	it.each([
		['the account itself', [DEEP_ACCOUNT]],
		['the OU around it', ['ou-harb-prod']],
		['an OU above that', ['ou-harb-sandbox', 'ou-harb-workload']],
		['the root', ['r-harb']],
	])('include an account if it is attached to %s', async (_, targets) => {
		const { open } = givenOrganization('', targets);
		expect(await open().applyTo(somebodyIn(DEEP_ACCOUNT), NOW)).toEqual({ kind: 'applies' });
	});

	it.each([
		['a neighbouring OU', ['ou-harb-sandbox', SHALLOW_ACCOUNT]],
		['nothing', []],
	])('do not include an account if it is attached to %s', async (_, targets) => {
		const { open } = givenOrganization('', targets);
		const applied = await open().applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		expect(applied).toMatchObject({
			reason: 'not-attached-above',
			remediation: expect.stringMatching(
				`Attach the SCP ${SCP_ARN} .* above account ${DEEP_ACCOUNT}`,
			),
		});
	});

	it('never include the management account, wherever it is attached', async () => {
		const { open, calls } = givenOrganization('', ['r-harb', MANAGEMENT]);
		expect(await open().applyTo(somebodyIn(MANAGEMENT), NOW)).toMatchObject({
			reason: 'management-account',
		});
		expect(calls.names).toEqual([]);
	});

	it('do not include an account outside the organization', async () => {
		const { open } = givenOrganization();
		expect(await open().applyTo(somebodyIn(EXTERNAL_ACCOUNT), NOW)).toMatchObject({
			reason: 'account-unknown',
			remediation: expect.stringContaining(EXTERNAL_ACCOUNT),
		});
	});

	it.each([
		['in an OU below another', DEEP_ACCOUNT, null],
		['in an OU outside of the pilot', SHALLOW_ACCOUNT, `Attach the SCP p-eyes0001 to account`],
		['outside the organization', EXTERNAL_ACCOUNT, `Tell the owner of account ${EXTERNAL_ACCOUNT}`],
	])('can be asked beforehand: %s', async (_, account, remediation) => {
		const why = await givenOrganization().open().whyNotUnder(account, NOW);
		if (remediation === null) return expect(why).toBeNull();
		expect(why).toEqual({
			kind: 'failed',
			reason: 'not-under-the-policy',
			remediation: expect.stringContaining(remediation),
		});
	});

	it.each(['TooManyRequestsException', 'AccessDeniedException'])(
		'are nothing to go by beforehand if Organizations does not tell them: %s',
		async (name) => {
			for (const operation of ['ListParents', 'ListTargetsForPolicy']) {
				const { open, calls } = givenOrganization();
				calls.refuse(operation, awsError(name));
				expect(await open().whyNotUnder(SHALLOW_ACCOUNT, NOW)).toBeNull();
			}
		},
	);

	it('are asked for once by those who ask at the same time, and again after an error', async () => {
		const { open, calls } = givenOrganization();
		const publisher = open();
		calls.refuse('ListParents', awsError('TooManyRequestsException'));
		await publisher.whyNotUnder(DEEP_ACCOUNT, NOW);
		calls.recover();
		calls.names.length = 0;
		const all = [DEEP_ACCOUNT, DEEP_ACCOUNT].map((one) => publisher.whyNotUnder(one, NOW));
		expect(await Promise.all(all)).toEqual([null, null]);
		expect(calls.names).toEqual(['ListParents', 'ListParents']);
		await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		expect(calls.names).toHaveLength(2);
	});

	it('are remembered for ten minutes and then read again', async () => {
		const { open, calls, parents } = givenOrganization();
		const publisher = open();
		await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		const asked = calls.names.length;
		parents.set(DEEP_ACCOUNT, 'ou-harb-sandbox');
		expect(await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW + 9 * MINUTE)).toEqual({
			kind: 'applies',
		});
		expect(calls.names.length).toBe(asked);
		expect(await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW + 10 * MINUTE)).toMatchObject({
			reason: 'not-attached-above',
		});
	});

	it('are read for a second account only as far as they are not known', async () => {
		const { open, calls, parents } = givenOrganization();
		parents.set(SHALLOW_ACCOUNT, 'ou-harb-prod');
		const publisher = open();
		await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		const asked = calls.names.length;
		expect(await publisher.applyTo(somebodyIn(SHALLOW_ACCOUNT), NOW)).toEqual({ kind: 'applies' });
		expect(calls.names.slice(asked)).toEqual(['ListParents']);
	});

	it('do not remember a negative answer, because the SCP may just have been attached', async () => {
		const { open, targets } = givenOrganization();
		const publisher = open();
		await publisher.applyTo(somebodyIn(SHALLOW_ACCOUNT), NOW);
		targets.push('r-harb');
		expect(await publisher.applyTo(somebodyIn(SHALLOW_ACCOUNT), NOW + 1)).toEqual({
			kind: 'applies',
		});
	});

	it('are asked for once each, however many accounts the SCP does not stand above', async () => {
		const { open, calls, parents } = givenOrganization();
		const publisher = open();
		const accounts = Array.from({ length: 60 }, (_, n) => String(222200000000 + n));
		for (const account of accounts) parents.set(account, 'ou-harb-sandbox');
		await publisher.applyTo(somebodyIn(DEEP_ACCOUNT), NOW);
		const asked = calls.names.length;
		const all = await Promise.all(accounts.map((one) => publisher.whyNotUnder(one, NOW)));
		expect(new Set(all.map((one) => one?.reason))).toEqual(new Set(['not-under-the-policy']));
		expect(calls.names.length - asked).toBeLessThan(70);
	});
});

import { CloudFormationClient, ListStackInstancesCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { watchedStackSets } from '../../../functions/reconcile/watched-stack-sets.ts';
import { readStackInstances } from '../../../shared/stack-sets/cloudformation-stack-instances.ts';
import { aConfiguration } from '../../support/some-settings.ts';
import { ORGANIZATION, SINGLE } from '../../support/synthesize.ts';

const cloudformation = mockClient(CloudFormationClient);
beforeEach(() => cloudformation.reset());
afterAll(() => cloudformation.restore());

const MANAGEMENT = '999999999999';
const credentials = async () => ({
	...{ accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
	expiration: new Date(9e12),
});
const opening = { account: MANAGEMENT, credentials, region: 'us-east-1' };

describe('the instances of StackSets, read by a function', () => {
	it('are an answer', async () => {
		cloudformation.on(ListStackInstancesCommand).resolves({
			Summaries: [{ Account: '333344445555', Region: 'us-west-2', Status: 'CURRENT' }],
		});
		const answer = await readStackInstances(opening);
		expect(answer.kind === 'read' && answer.value).toHaveLength(4);
	});

	it('are a failure that says what helps, if AWS refuses', async () => {
		const refusal = Object.assign(new Error('no'), { name: 'AccessDenied' });
		cloudformation.on(ListStackInstancesCommand).rejects(refusal);
		expect(await readStackInstances(opening)).toEqual({
			...{ kind: 'failed', isLasting: true },
			why: `cloudformation:ListStackInstances in account ${MANAGEMENT} failed with AccessDenied; deploy the management account again, so that its role eyes-reader trusts reconcile and may list them.`,
		});
	});

	it('hide no mistake of ours', async () => {
		cloudformation.on(ListStackInstancesCommand).rejects(new TypeError('ours'));
		await expect(readStackInstances(opening)).rejects.toThrow('ours');
	});
});

describe('the StackSets that reconcile watches', () => {
	const table = { name: 'none', client: {} } as never;

	it('are those of the management account, with the credentials of its reader role', async () => {
		cloudformation.on(ListStackInstancesCommand).resolves({ Summaries: [] });
		const asked: string[] = [];
		const watched = watchedStackSets(
			aConfiguration(ORGANIZATION),
			(account) => {
				asked.push(account);
				return credentials;
			},
			table,
		);
		expect(asked).toEqual([]);
		expect(await watched?.list()).toEqual({ kind: 'read', value: [] });
		expect(asked).toEqual([MANAGEMENT]);
	});

	it('must be in every active account but the management account', () => {
		const watched = watchedStackSets(aConfiguration(ORGANIZATION), () => credentials, table);
		const expected = watched?.expected([MANAGEMENT, '333344445555']) ?? [];
		expect([...new Set(expected.map(({ account }) => account))]).toEqual(['333344445555']);
		expect(expected).toHaveLength(3);
	});

	it('do not exist in a single account', () => {
		expect(watchedStackSets(aConfiguration(SINGLE), () => credentials, table)).toBeNull();
	});
});

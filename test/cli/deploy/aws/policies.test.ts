import {
	DeletePolicyCommand,
	DeletePolicyVersionCommand,
	GetPolicyCommand,
	GetPolicyVersionCommand,
	IAMClient,
	ListPolicyVersionsCommand,
	NoSuchEntityException,
} from '@aws-sdk/client-iam';
import {
	DeletePolicyCommand as DeleteScpCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { awsPolicies } from '../../../../cli/deploy/aws/policies.ts';
import { PLACEHOLDER } from '../../../../shared/containment/document/placeholder.ts';
import { SCP } from '../deploy-world.ts';

const iam = mockClient(IAMClient);
const organizations = mockClient(OrganizationsClient);
afterEach(() => {
	iam.reset();
	organizations.reset();
});
afterAll(() => {
	iam.restore();
	organizations.restore();
});

const ARN = 'arn:aws:iam::111122223333:policy/eyes/eyes-containment';
const MISSING = new NoSuchEntityException({ message: 'no', $metadata: {} });
const policies = awsPolicies('us-east-1');

describe('the policies that deny', () => {
	it('have the text of the version that is in force', async () => {
		iam.on(GetPolicyCommand, { PolicyArn: ARN }).resolves({ Policy: { DefaultVersionId: 'v3' } });
		iam
			.on(GetPolicyVersionCommand, { PolicyArn: ARN, VersionId: 'v3' })
			.resolves({ PolicyVersion: { Document: encodeURIComponent(PLACEHOLDER) } });
		expect(await policies.text(ARN)).toBe(PLACEHOLDER);
	});

	it('have no text if they do not exist; other errors are thrown', async () => {
		iam.on(GetPolicyCommand).rejects(MISSING);
		expect(await policies.text(ARN)).toBeNull();
		iam.on(GetPolicyCommand).rejects(new Error('throttled'));
		await expect(policies.text(ARN)).rejects.toThrow('throttled');
	});

	it('are deleted with their older versions before', async () => {
		iam.on(ListPolicyVersionsCommand).resolves({
			Versions: [
				{ VersionId: 'v3', IsDefaultVersion: true },
				{ VersionId: 'v2', IsDefaultVersion: false },
				{ VersionId: 'v1', IsDefaultVersion: false },
			],
		});
		iam.on(DeletePolicyVersionCommand).resolves({});
		iam.on(DeletePolicyCommand).resolves({});
		await policies.deleteOlderVersions(ARN);
		const deleted = iam.commandCalls(DeletePolicyVersionCommand).map(({ args }) => args[0].input);
		expect(deleted).toEqual([
			{ PolicyArn: ARN, VersionId: 'v2' },
			{ PolicyArn: ARN, VersionId: 'v1' },
		]);
		await policies.delete(ARN);
		expect(iam.commandCalls(DeletePolicyCommand)).toHaveLength(1);
	});

	it('may be gone already', async () => {
		iam.on(ListPolicyVersionsCommand).rejects(MISSING);
		await policies.deleteOlderVersions(ARN);
		expect(iam.commandCalls(DeletePolicyVersionCommand)).toEqual([]);
		iam.on(ListPolicyVersionsCommand).rejects(new Error('throttled'));
		await expect(policies.deleteOlderVersions(ARN)).rejects.toThrow('throttled');
	});

	it('are an SCP as well', async () => {
		organizations.on(DeleteScpCommand).resolves({});
		await policies.deleteScp(SCP);
		expect(organizations.commandCalls(DeleteScpCommand)[0]?.args[0].input).toEqual({
			PolicyId: 'p-abcd1234',
		});
	});
});

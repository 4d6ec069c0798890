import {
	DescribePolicyCommand,
	ListParentsCommand,
	ListTargetsForPolicyCommand,
	OrganizationsClient,
	UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { mockClient } from 'aws-sdk-client-mock';
import { organizationsPublisher } from '../../shared/containment/publishing/organizations-publisher.ts';
import { lagging } from './lagging.ts';
import { onePage } from './one-page.ts';
import { awsError, scriptedCalls } from './scripted-calls.ts';

export const MANAGEMENT = '999900001111';
export const SCP_ARN = `arn:aws:organizations::${MANAGEMENT}:policy/o-harbor2026/service_control_policy/p-eyes0001`;
/**
 * Accounts in an OU two levels below the root, in an OU directly below it, and outside the
 * organization.
 */
export const DEEP_ACCOUNT = '111122223333';
export const SHALLOW_ACCOUNT = '444455556666';
export const EXTERNAL_ACCOUNT = '777788889999';

/**
 * An organization with one SCP, behind a mocked client. `targets` may be changed while the test
 * runs. `meant`: where the SCP should be attached.
 */
export function givenOrganization(
	text = 'old text',
	targets = ['ou-harb-workload'],
	meant: readonly string[] = [],
) {
	const client = new OrganizationsClient({ region: 'us-east-1' });
	const mock = mockClient(client);
	const calls = scriptedCalls();
	const content = lagging(text);
	const texts = [text];
	const parents = new Map([
		[DEEP_ACCOUNT, 'ou-harb-prod'],
		['ou-harb-prod', 'ou-harb-workload'],
		['ou-harb-workload', 'r-harb'],
		[SHALLOW_ACCOUNT, 'ou-harb-sandbox'],
		['ou-harb-sandbox', 'r-harb'],
		[MANAGEMENT, 'r-harb'],
	]);
	mock
		.on(DescribePolicyCommand)
		.callsFake(() => calls.run('DescribePolicy', () => ({ Policy: { Content: content.read() } })));
	mock.on(UpdatePolicyCommand).callsFake(({ Content }) =>
		calls.run('UpdatePolicy', () => {
			content.write(Content);
			texts.push(Content);
		}),
	);
	mock
		.on(ListTargetsForPolicyCommand)
		.callsFake(({ NextToken }) =>
			calls.run('ListTargetsForPolicy', () => targetsPage(targets, NextToken)),
		);
	mock.on(ListParentsCommand).callsFake(({ ChildId }) =>
		calls.run('ListParents', () => {
			const Id = parents.get(ChildId);
			if (Id === undefined) throw awsError('ChildNotFoundException');
			return { Parents: [{ Id }] };
		}),
	);
	const pauses: number[] = [];
	const paced: string[] = [];
	const open = () =>
		organizationsPublisher({
			client,
			policyArn: SCP_ARN,
			pace: async (operation) => void paced.push(operation),
			sleep: async (ms) => void pauses.push(ms),
			targets: meant,
		});
	return { open, client, mock, calls, content, texts, targets, parents, pauses, paced };
}

/** The first page is empty, which AWS allows. */
function targetsPage(targets: readonly string[], token: string | undefined) {
	if (token === undefined) return { Targets: [], NextToken: '0' };
	const { page, marker } = onePage(targets, token);
	return { Targets: page.map((TargetId) => ({ TargetId })), NextToken: marker };
}

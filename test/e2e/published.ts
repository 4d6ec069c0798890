import {
	GetPolicyCommand,
	GetPolicyVersionCommand,
	ListEntitiesForPolicyCommand,
} from '@aws-sdk/client-iam';
import { DescribePolicyCommand, ListTargetsForPolicyCommand } from '@aws-sdk/client-organizations';
import { policyArn } from '../../shared/runtime/names.ts';
import { clientsOf, organizationsAt, type Place } from './aws/clients.ts';
import { ORGANIZATION } from './the-organization.ts';

/** A deny document in an emulator, and what it is attached to. */
export interface Published {
	readonly text: string;
	readonly attachedTo: readonly string[];
}

/** Reads the SCP from moto. */
export async function publishedScp(endpoint: string, arn: string): Promise<Published> {
	const client = organizationsAt(endpoint, ORGANIZATION.management);
	const PolicyId = arn.slice(arn.lastIndexOf('/') + 1);
	const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
	const { Targets = [] } = await client.send(new ListTargetsForPolicyCommand({ PolicyId }));
	return { text: Policy?.Content ?? '', attachedTo: Targets.map(({ TargetId = '' }) => TargetId) };
}

/** Reads the default version of an account's containment policy. */
export async function publishedPolicy(place: Place): Promise<Published> {
	const { iam } = clientsOf(place);
	const PolicyArn = policyArn('aws', place.account);
	const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
	const { PolicyVersion } = await iam.send(
		new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
	);
	const { PolicyUsers = [], PolicyRoles = [] } = await iam.send(
		new ListEntitiesForPolicyCommand({ PolicyArn }),
	);
	return {
		text: decodeURIComponent(PolicyVersion?.Document ?? ''),
		attachedTo: [
			...PolicyUsers.map(({ UserName }) => `user ${UserName}`),
			...PolicyRoles.map(({ RoleName }) => `role ${RoleName}`),
		].sort(),
	};
}

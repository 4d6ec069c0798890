import { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { clientsOf, type Place } from './aws/clients.ts';
import type { AwsCall } from './proxy/aws-call.ts';
import { ORGANIZATION } from './the-organization.ts';

/** A role as it was deployed: its ARN and its inline policies. */
export interface Rights {
	readonly arn: string;
	readonly policies: readonly { readonly name: string; readonly policy: unknown }[];
}

export async function rightsOf(place: Place, role: string): Promise<Rights> {
	const { iam } = clientsOf(place);
	const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role }));
	const policies = PolicyNames.map(async (name) => {
		const { PolicyDocument = '' } = await iam.send(
			new GetRolePolicyCommand({ RoleName: role, PolicyName: name }),
		);
		return { name, policy: JSON.parse(decodeURIComponent(PolicyDocument)) };
	});
	return {
		arn: `arn:aws:iam::${place.account}:role/eyes/${role}`,
		policies: await Promise.all(policies),
	};
}

/**
 * Asks an independent IAM engine whether a role's own policies allow a call. The emulators check no
 * rights, so without this a missing right would fail only on AWS.
 */
async function allows(rights: Rights, place: Place, call: AwsCall): Promise<boolean> {
	const answer = await runSimulation(
		{
			request: {
				principal: rights.arn,
				action: `${call.service}:${ACTION_OF[call.action] ?? call.action}`,
				resource: { resource: arnOf(place, call), accountId: place.account },
				contextVariables: {
					'aws:ResourceOrgID': ORGANIZATION.id,
					'aws:PrincipalOrgID': ORGANIZATION.id,
					'organizations:PolicyType': 'SERVICE_CONTROL_POLICY',
					'events:source': ['eyes-system'],
					'events:detail-type': ['Principal Contained'],
					'iam:PolicyARN': call.on,
					...(call.partitions.length > 0 && { 'dynamodb:LeadingKeys': [...call.partitions] }),
				},
			},
			identityPolicies: rights.policies.map(({ name, policy }) => ({ name, policy })),
			serviceControlPolicies: [],
			resourceControlPolicies: [],
		},
		{},
	);
	return answer.resultType === 'single' && answer.overallResult === 'Allowed';
}

/** Gives the calls that the role's own policies do not allow, each once. */
export async function refusedOf(
	rights: Rights,
	place: Place,
	calls: readonly AwsCall[],
): Promise<string[]> {
	const refused = new Set<string>();
	for (const call of calls) {
		if (!(await allows(rights, place, call)))
			refused.add(`${call.service}:${call.action} ${call.on} ${call.whom}`);
	}
	return [...refused];
}

/** The IAM actions of calls that have another name than their action. */
const ACTION_OF: Readonly<Record<string, string>> = {
	SendMessageBatch: 'SendMessage',
	ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

function arnOf({ account, region }: Place, { service, action, on, whom }: AwsCall): string {
	switch (service) {
		case 'dynamodb':
			return `arn:aws:dynamodb:${region}:${account}:table/${on}`;
		case 'sqs':
			return `arn:aws:sqs:${region}:${account}:${on.slice(on.lastIndexOf('/') + 1)}`;
		case 's3':
			return `arn:aws:s3:::${on}`;
		case 'events':
			return `arn:aws:events:${region}:${account}:event-bus/${on}`;
		case 'organizations':
			if (action === 'ListAccounts') return '*';
			if (action === 'ListParents')
				return `arn:aws:organizations::${ORGANIZATION.management}:account/${ORGANIZATION.id}/${on}`;
			return `arn:aws:organizations::${ORGANIZATION.management}:policy/${ORGANIZATION.id}/service_control_policy/${on}`;
		case 'cloudtrail':
			return '*';
		case 'iam':
			// They name no user, and the engine decides about one resource.
			if (['ListServiceSpecificCredentials', 'GetAccessKeyLastUsed'].includes(action))
				return `arn:aws:iam::${account}:user/anybody`;
			return whom === '' ? on || '*' : `arn:aws:iam::${account}:${whom}`;
		default:
			return on;
	}
}

/**
 * Tells whether a function's role may assume a role in another account. Its own policies and the
 * other role's trust policy must both allow it, and the emulator checks neither.
 */
export async function mayTake(rights: Rights, there: Place, role: string): Promise<boolean> {
	const { Role } = await clientsOf(there).iam.send(new GetRoleCommand({ RoleName: role }));
	const account = rights.arn.split(':')[4] ?? '';
	const answer = await runSimulation(
		{
			request: {
				principal: `arn:aws:sts::${account}:assumed-role/${rights.arn.split('/').at(-1)}/function`,
				action: 'sts:AssumeRole',
				resource: { resource: Role?.Arn ?? '', accountId: there.account },
				contextVariables: {
					'aws:PrincipalArn': rights.arn,
					'aws:PrincipalOrgID': ORGANIZATION.id,
					'aws:ResourceOrgID': ORGANIZATION.id,
				},
			},
			identityPolicies: rights.policies.map(({ name, policy }) => ({ name, policy })),
			resourcePolicy: JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '{}')),
			serviceControlPolicies: [],
			resourceControlPolicies: [],
		},
		{},
	);
	if (answer.resultType === 'error') throw new Error(`no answer: ${JSON.stringify(answer)}`);
	return answer.overallResult === 'Allowed';
}

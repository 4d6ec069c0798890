import { DescribeEventBusCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { clientsOf } from '../aws/clients.ts';
import type { Cloud } from '../deploy/cloud.ts';
import { resolveValue } from '../deploy/resolve.ts';
import { resourcesOf } from '../deploy/template.ts';
import { ORGANIZATION } from '../the-organization.ts';

export interface Bus {
	readonly account: string;
	readonly region: string;
	readonly name: string;
}

/** True if the emulator has this bus. */
export async function busAt({ at }: Cloud, { account, region, name }: Bus): Promise<boolean> {
	const place = { endpoint: at.aws, account, region };
	try {
		await clientsOf(place).eventbridge.send(new DescribeEventBusCommand({ Name: name }));
		return true;
	} catch (error) {
		if (error instanceof ResourceNotFoundException) return false;
		throw error;
	}
}

/** Asks an IAM engine whether the policy of a bus lets a role of the organization put events. */
export async function admits(cloud: Cloud, bus: Bus, role: string): Promise<boolean> {
	const Statement = statementsOf(cloud, bus);
	if (Statement.length === 0) return false;
	const account = role.split(':')[4] ?? '';
	const resource = `arn:aws:events:${bus.region}:${bus.account}:event-bus/${bus.name}`;
	const answer = await runSimulation(
		{
			request: {
				principal: `arn:aws:sts::${account}:assumed-role/${role.slice(role.lastIndexOf('/') + 1)}/rule`,
				action: 'events:PutEvents',
				resource: { resource, accountId: bus.account },
				contextVariables: {
					'aws:PrincipalArn': role,
					'aws:PrincipalOrgID': ORGANIZATION.id,
					'aws:PrincipalAccount': account,
				},
			},
			// What the role itself may do is tested where its policy is.
			identityPolicies: [{ name: 'own', policy: ALLOWED }],
			resourcePolicy: { Version: '2012-10-17', Statement },
			serviceControlPolicies: [],
			resourceControlPolicies: [],
		},
		{},
	);
	if (answer.resultType === 'error') throw new Error(`no answer: ${JSON.stringify(answer)}`);
	return answer.overallResult === 'Allowed';
}

const ALLOWED = {
	Version: '2012-10-17',
	Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' }],
};

/** The emulator takes no policies of buses, so they are read from the deployed templates. */
function statementsOf({ stacks }: Cloud, bus: Bus): unknown[] {
	const there = [...stacks.values()].filter(
		({ place }) => place.account === bus.account && place.region === bus.region,
	);
	return there.flatMap(({ deployed, template }) =>
		[...resourcesOf(template).values()]
			.filter(({ type }) => type === 'AWS::Events::EventBusPolicy')
			.filter(({ properties }) => resolveValue(deployed, properties.EventBusName) === bus.name)
			.map(({ properties }) => resolveValue(deployed, properties.Statement)),
	);
}

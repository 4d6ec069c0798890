import {
	DescribeEventBusCommand,
	DescribeRuleCommand,
	ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, NoSuchEntityException, paginateListPolicies } from '@aws-sdk/client-iam';
import { paginateListPolicies as paginateListScps } from '@aws-sdk/client-organizations';
import { GetQueueUrlCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import { clientsOf, organizationsAt } from '../aws/clients.ts';
import { stackSetOf } from '../deploy/cloud.ts';
import { type Resource, resourcesOf } from '../deploy/template.ts';
import { knownText } from './expression.ts';
import type { Asking, Refusal, StrictRule } from './rule.ts';

/** A type whose resources have a name of ours, and how to find out whether the name is in use. */
interface Named {
	readonly property: string;
	readonly isUsed: (asking: Asking, name: string, resource: Resource) => Promise<boolean>;
}

/**
 * IAM compares names without their paths. The emulator overwrites roles, policies, queues and rules
 * whose names are in use.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const NAMED: Readonly<Record<string, Named>> = {
	'AWS::IAM::Role': {
		property: 'RoleName',
		isUsed: ({ place }, RoleName) =>
			unless(NoSuchEntityException, clientsOf(place).iam.send(new GetRoleCommand({ RoleName }))),
	},
	'AWS::IAM::ManagedPolicy': {
		property: 'ManagedPolicyName',
		isUsed: async ({ place }, name) => {
			const client = clientsOf(place).iam;
			for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: 'Local' }))
				if (Policies.some(({ PolicyName }) => PolicyName === name)) return true;
			return false;
		},
	},
	'AWS::SQS::Queue': {
		property: 'QueueName',
		isUsed: ({ place }, QueueName) =>
			unless(QueueDoesNotExist, clientsOf(place).sqs.send(new GetQueueUrlCommand({ QueueName }))),
	},
	'AWS::Events::EventBus': {
		property: 'Name',
		isUsed: ({ place }, Name) =>
			unless(
				ResourceNotFoundException,
				clientsOf(place).eventbridge.send(new DescribeEventBusCommand({ Name })),
			),
	},
	'AWS::Events::Rule': {
		property: 'Name',
		isUsed: (asking, Name, { properties }) => {
			const EventBusName = knownText(asking, properties.EventBusName) ?? undefined;
			return unless(
				ResourceNotFoundException,
				clientsOf(asking.place).eventbridge.send(new DescribeRuleCommand({ Name, EventBusName })),
			);
		},
	},
	'AWS::Organizations::Policy': {
		property: 'Name',
		isUsed: async ({ cloud, place }, name) => {
			const client = organizationsAt(cloud.at.organizations, place.account);
			const Filter = 'SERVICE_CONTROL_POLICY';
			for await (const { Policies = [] } of paginateListScps({ client }, { Filter }))
				if (Policies.some(({ Name }) => Name === name)) return true;
			return false;
		},
	},
	'AWS::CloudFormation::StackSet': {
		property: 'StackSetName',
		isUsed: async ({ cloud, place }, name) => stackSetOf(cloud, place, name) !== undefined,
	},
};

/**
 * A name that is in use, by another stack or by hand; also by a resource of the same stack that has
 * another logical id, because CloudFormation deletes the old resource only after it has created the
 * new one.
 */
export const namesInUse: StrictRule = async (asking) => {
	const refusals: Refusal[] = [];
	const seen = new Set<string>();
	for (const [logicalId, resource] of resourcesOf(asking.template)) {
		const named = NAMED[resource.type];
		const name = named === undefined ? null : nameOf(asking, resource, named);
		if (named === undefined || name === null) continue;
		const what = `${resource.type} ${name} ${knownText(asking, resource.properties.EventBusName)}`;
		const isTwice = seen.has(what);
		seen.add(what);
		if (isTwice || (isNew(asking, logicalId, name) && (await named.isUsed(asking, name, resource))))
			refusals.push({ logicalId, reason: `${resource.type} ${name} already exists` });
	}
	return refusals;
};

function nameOf(asking: Asking, { properties }: Resource, { property }: Named): string | null {
	return knownText(asking, properties[property]);
}

/** True if the stack has no such resource yet, under this logical id and with this name. */
function isNew({ before, ...asking }: Asking, logicalId: string, name: string): boolean {
	if (before === null) return true;
	const old = resourcesOf(before.template).get(logicalId);
	const named = old === undefined ? undefined : NAMED[old.type];
	return (
		old === undefined ||
		named === undefined ||
		nameOf({ ...asking, before, parameters: before.parameters }, old, named) !== name
	);
}

async function unless(
	missing: new (...args: never[]) => Error,
	asked: Promise<unknown>,
): Promise<boolean> {
	try {
		await asked;
		return true;
	} catch (error) {
		if (error instanceof missing) return false;
		throw error;
	}
}

import { setTimeout } from 'node:timers/promises';
import {
	CreateStackCommand,
	type CreateStackCommandInput,
	DeleteStackCommand,
	DescribeStackResourcesCommand,
	DescribeStacksCommand,
	paginateDescribeStackEvents,
	type Stack,
	type StackEvent,
	UpdateStackCommand,
	type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { type Clients, clientsOf, type Place } from '../aws/clients.ts';
import { restCall } from '../aws/rest-call.ts';
import { StackFailed } from './cloud.ts';
import type { Resource } from './template.ts';
import { resourcesOf } from './template.ts';

export interface StackOrder {
	readonly name: string;
	readonly template: object;
	readonly parameters: Readonly<Record<string, string>>;
}

/** A deployed stack. */
export interface Deployed {
	readonly name: string;
	/** Its ARN. */
	readonly id: string;
	readonly place: Place;
	readonly clients: Clients;
	readonly resources: readonly DeployedResource[];
	readonly outputs: Readonly<Record<string, string>>;
	readonly parameters: Readonly<Record<string, string>>;
}

export interface DeployedResource extends Resource {
	readonly logicalId: string;
	readonly physicalId: string;
}

/**
 * Creates a stack, or updates the stack of that name, and waits for it. A stack that could not be
 * created is deleted first, as the CDK does. Throws a StackFailed with the reasons.
 */
export async function deployStack(place: Place, order: StackOrder): Promise<Deployed> {
	const clients = clientsOf(place);
	const input = {
		StackName: order.name,
		TemplateURL: await uploaded(place, order),
		Capabilities: ['CAPABILITY_NAMED_IAM' as const],
		Parameters: Object.entries(order.parameters).map(([ParameterKey, ParameterValue]) => ({
			ParameterKey,
			ParameterValue,
		})),
	};
	const before = await find(clients, order.name);
	const isBroken = before !== undefined && NEVER_CREATED.test(before.StackStatus ?? '');
	if (isBroken) await deleteStack(clients, order.name);
	const update = before !== undefined && !isBroken;
	const changed = await (update ? updateStack(clients, input) : createStack(clients, input));
	const stack = await untilSettled(clients, order.name);
	if (changed && stack.StackStatus !== (update ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE')) {
		throw new StackFailed(
			`${order.name} is ${stack.StackStatus}: ${await reasons(clients, order.name)}`,
		);
	}
	const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
		OutputKey,
		OutputValue,
	]);
	return {
		name: order.name,
		id: stack.StackId ?? '',
		place,
		clients,
		resources: await describe(clients, order),
		outputs: Object.fromEntries(outputs),
		parameters: order.parameters,
	};
}

const NEVER_CREATED = /^(ROLLBACK_|CREATE_FAILED|REVIEW_IN_PROGRESS|DELETE_FAILED)/;

/** Deletes a stack and waits until it is gone. */
export async function deleteStack(clients: Clients, name: string): Promise<void> {
	await clients.cloudformation.send(new DeleteStackCommand({ StackName: name }));
	for (let tries = 0; tries < 600; tries++) {
		const stack = await find(clients, name);
		if (stack === undefined) return;
		if (stack.StackStatus === 'DELETE_FAILED')
			throw new StackFailed(`${name} is DELETE_FAILED: ${await reasons(clients, name)}`);
		await setTimeout(50);
	}
	throw new Error(`${name} is never deleted`);
}

/**
 * Uploads a template as `cdk deploy` does, because a request itself may hold only 51,200 bytes of
 * one. Gives its URL.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
async function uploaded(place: Place, { name, template }: StackOrder): Promise<string> {
	const bucket = `/templates-${place.account}`;
	const path = `${bucket}/${name}-${place.region}.json`;
	// A bucket in another Region must say so.
	const first = { ...place, region: 'us-east-1' };
	await restCall(first, { service: 's3', method: 'PUT', path: bucket });
	await restCall(first, { service: 's3', method: 'PUT', path, body: JSON.stringify(template) });
	return place.endpoint + path;
}

async function createStack(
	{ cloudformation }: Clients,
	input: CreateStackCommandInput,
): Promise<true> {
	await cloudformation.send(new CreateStackCommand(input));
	return true;
}

/** Gives false if the template has no changes. */
async function updateStack(
	{ cloudformation }: Clients,
	input: UpdateStackCommandInput,
): Promise<boolean> {
	try {
		await cloudformation.send(new UpdateStackCommand(input));
		return true;
	} catch (error) {
		if (error instanceof Error && error.message.includes('No updates are to be performed'))
			return false;
		throw error;
	}
}

async function find({ cloudformation }: Clients, name: string): Promise<Stack | undefined> {
	try {
		const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
		return Stacks?.[0];
	} catch (error) {
		if (error instanceof Error && error.message.includes('does not exist')) return undefined;
		throw error;
	}
}

async function untilSettled(clients: Clients, name: string): Promise<Stack> {
	for (let tries = 0; tries < 600; tries++) {
		const stack = await find(clients, name);
		if (stack !== undefined && !stack.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
		await setTimeout(50);
	}
	throw new Error(`${name} does not come to an end`);
}

async function reasons({ cloudformation }: Clients, name: string): Promise<string> {
	const events: StackEvent[] = [];
	const pages = paginateDescribeStackEvents({ client: cloudformation }, { StackName: name });
	for await (const { StackEvents = [] } of pages) events.push(...StackEvents);
	return events
		.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
		.map(
			({ LogicalResourceId, ResourceStatusReason }) =>
				`${LogicalResourceId}: ${ResourceStatusReason}`,
		)
		.join('; ');
}

async function describe(
	{ cloudformation }: Clients,
	order: StackOrder,
): Promise<DeployedResource[]> {
	const { StackResources = [] } = await cloudformation.send(
		new DescribeStackResourcesCommand({ StackName: order.name }),
	);
	const physical = new Map(
		StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [
			LogicalResourceId,
			PhysicalResourceId,
		]),
	);
	return [...resourcesOf(order.template)].map(([logicalId, resource]) => {
		const physicalId = physical.get(logicalId);
		if (physicalId === undefined) throw new Error(`${order.name}: ${logicalId} was not created`);
		return { ...resource, logicalId, physicalId };
	});
}

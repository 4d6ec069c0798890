import { isObject } from '../../../shared/record/json-object.ts';
import type { Deployed, DeployedResource } from './deploy-stack.ts';

/**
 * Gives the value that a template's expression has in a deployed stack: `Ref`, `Fn::GetAtt` of an
 * ARN, `Fn::Join` and `Fn::Sub`. It is used to compare what was deployed with the template. Any
 * other expression throws.
 */
export function resolveValue(stack: Deployed, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => resolveValue(stack, one));
	if (!isObject(value)) return value;
	const [[key, inner] = ['', undefined], ...others] = Object.entries(value);
	if (others.length === 0) {
		if (key === 'Ref') return reference(stack, String(inner));
		if (key === 'Fn::GetAtt' && Array.isArray(inner))
			return attribute(stack, String(inner[0]), String(inner[1]));
		if (key === 'Fn::Join' && Array.isArray(inner)) return join(stack, inner);
		if (key.startsWith('Fn::'))
			throw new Error(`${stack.name}: no way to resolve ${JSON.stringify(value)}`);
	}
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, resolveValue(stack, one)]),
	);
}

function join(stack: Deployed, [separator, parts]: readonly unknown[]): string {
	const resolved = resolveValue(stack, parts);
	return Array.isArray(resolved) ? resolved.map(String).join(String(separator)) : String(resolved);
}

function reference(stack: Deployed, id: string): string {
	const { account, region } = stack.place;
	const pseudo: Readonly<Record<string, string>> = {
		'AWS::AccountId': account,
		'AWS::Region': region,
		'AWS::Partition': 'aws',
		'AWS::URLSuffix': 'amazonaws.com',
		'AWS::StackName': stack.name,
	};
	return pseudo[id] ?? stack.parameters[id] ?? resourceOf(stack, id).physicalId;
}

function attribute(stack: Deployed, id: string, name: string): string {
	const resource = resourceOf(stack, id);
	if (name === 'Arn') return arnOf(stack, resource);
	if (name === 'QueueName')
		return resource.physicalId.slice(resource.physicalId.lastIndexOf('/') + 1);
	throw new Error(`${stack.name}: no way to resolve ${id}.${name}`);
}

function resourceOf({ name, resources }: Deployed, id: string): DeployedResource {
	const resource = resources.find(({ logicalId }) => logicalId === id);
	if (resource === undefined) throw new Error(`${name} has no ${id}`);
	return resource;
}

/** Makes the ARN of a resource from its id, as AWS documents it. */
export function arnOf(
	{ place }: Deployed,
	{ type, physicalId, properties }: DeployedResource,
): string {
	if (physicalId.startsWith('arn:')) return physicalId;
	const { account, region } = place;
	const name = physicalId.slice(physicalId.lastIndexOf('/') + 1);
	switch (type) {
		case 'AWS::SQS::Queue':
			return `arn:aws:sqs:${region}:${account}:${name}`;
		case 'AWS::Lambda::Function':
			return `arn:aws:lambda:${region}:${account}:function:${name}`;
		case 'AWS::DynamoDB::Table':
			return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
		case 'AWS::Events::EventBus':
			return `arn:aws:events:${region}:${account}:event-bus/${name}`;
		case 'AWS::Events::Rule': {
			const bus = properties.EventBusName;
			return `arn:aws:events:${region}:${account}:rule/${bus === undefined ? '' : `${String(bus)}/`}${name}`;
		}
		case 'AWS::IAM::Role':
			return `arn:aws:iam::${account}:role${String(properties.Path ?? '/')}${name}`;
		case 'AWS::Logs::LogGroup':
			return `arn:aws:logs:${region}:${account}:log-group:${physicalId}:*`;
		default:
			throw new Error(`no ARN known for a ${type}`);
	}
}

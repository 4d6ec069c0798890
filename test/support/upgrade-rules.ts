import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { at } from './infra-templates.ts';

/** Templates by the names of their stacks. */
export type Templates = Readonly<Record<string, JsonObject>>;

interface Resource {
	readonly id: string;
	readonly type: string;
	readonly properties: JsonObject;
	readonly deletionPolicy: unknown;
}

/** In these is what people did, so no upgrade may delete or replace them. */
const WITH_DATA: ReadonlySet<string> = new Set([
	'AWS::DynamoDB::Table',
	'AWS::S3::Bucket',
	'AWS::Logs::LogGroup',
	// A human puts the token of Slack into it.
	'AWS::SecretsManager::Secret',
]);

/** Their text is written by the function `contain`, and CloudFormation would overwrite it. */
const WITH_LIVE_TEXT = /^(AWS::Organizations::Policy|AWS::IAM::ManagedPolicy)$/;
const LIVE_NAME = 'eyes-containment';

/**
 * Properties whose change replaces the resource, of the types that we name or that hold data.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
	'AWS::CloudFormation::StackSet': ['StackSetName', 'PermissionModel', 'CallAs'],
	'AWS::DynamoDB::Table': ['TableName', 'KeySchema'],
	'AWS::Events::EventBus': ['Name'],
	'AWS::Events::Rule': ['Name', 'EventBusName'],
	'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Path', 'Description'],
	'AWS::IAM::Role': ['RoleName', 'Path'],
	'AWS::Logs::LogGroup': ['LogGroupName'],
	'AWS::Organizations::Policy': ['Type'],
	'AWS::S3::Bucket': ['BucketName'],
	'AWS::Scheduler::Schedule': ['Name'],
	'AWS::SecretsManager::Secret': ['Name'],
	'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
};

/**
 * Says why CloudFormation would refuse to deploy the later templates over the earlier ones, or what
 * would be lost. The templates in StackSets are compared as well.
 */
export function refusals(before: Templates, after: Templates): string[] {
	const [old, now] = [withMembers(before), withMembers(after)];
	return [
		...Object.keys(old).flatMap((stack) =>
			now[stack] === undefined
				? [`${stack}: the stack is gone`]
				: ofStack(stack, resourcesOf(old[stack]), resourcesOf(now[stack])),
		),
		...moved(old, now),
	];
}

/** Adds the templates in StackSets, as if they were stacks. */
function withMembers(templates: Templates): Templates {
	const members = Object.values(templates).flatMap((template) =>
		resourcesOf(template)
			.filter(({ type }) => type === 'AWS::CloudFormation::StackSet')
			.map(({ properties }) => [
				`StackSet ${properties.StackSetName}`,
				JSON.parse(String(properties.TemplateBody)),
			]),
	);
	return { ...templates, ...Object.fromEntries(members) };
}

function resourcesOf(template: JsonObject | undefined): Resource[] {
	if (template === undefined) return [];
	return Object.entries(at(template, 'Resources')).map(([id, value]) => {
		const { Type, Properties, DeletionPolicy } = isObject(value) ? value : {};
		const properties = isObject(Properties) ? Properties : {};
		return { id, type: String(Type), properties, deletionPolicy: DeletionPolicy };
	});
}

function ofStack(stack: string, old: readonly Resource[], now: readonly Resource[]): string[] {
	const byId = new Map(now.map((resource) => [resource.id, resource]));
	return old.flatMap((before) => {
		const where = `${stack} ${before.id} (${before.type})`;
		const after = byId.get(before.id);
		if (after === undefined) return gone(where, before, now);
		if (after.type !== before.type) return [`${where}: becomes ${after.type}`];
		return [...replaced(where, before, after), ...lost(where, before, after)];
	});
}

/** CloudFormation creates what is new before it deletes what is old. */
function gone(where: string, before: Resource, now: readonly Resource[]): string[] {
	const name = nameOf(before);
	const again = now.find((one) => one.type === before.type && isDeepStrictEqual(nameOf(one), name));
	return [
		...(WITH_DATA.has(before.type) ? [`${where}: is no longer in the template`] : []),
		...(hasLiveText(before) ? [`${where}: its text goes with it`] : []),
		...(name !== undefined && again !== undefined
			? [`${where}: ${again.id} has the same name, which already exists`]
			: []),
	];
}

function replaced(where: string, before: Resource, after: Resource): string[] {
	if (nameOf(before) === undefined && !WITH_DATA.has(before.type)) return [];
	return (REPLACING[before.type] ?? [])
		.filter((key) => !isDeepStrictEqual(before.properties[key], after.properties[key]))
		.map((key) => `${where}: a changed ${key} replaces it`);
}

function lost(where: string, before: Resource, after: Resource): string[] {
	const isKept = /^Retain/.test(String(after.deletionPolicy));
	return [
		...(/^Retain/.test(String(before.deletionPolicy)) && WITH_DATA.has(before.type) && !isKept
			? [`${where}: no longer outlives its stack`]
			: []),
		...(hasLiveText(before) && !isDeepStrictEqual(before.properties, after.properties)
			? [`${where}: CloudFormation would write its text`]
			: []),
	];
}

/** Names what another stack of the later templates makes while the earlier stack still has it. */
function moved(old: Templates, now: Templates): string[] {
	const keysOf = (stack: string, templates: Templates) =>
		resourcesOf(templates[stack]).flatMap((resource) =>
			nameOf(resource) === undefined
				? []
				: [`${resource.type} ${JSON.stringify(nameOf(resource))}`],
		);
	return Object.keys(old).flatMap((from) => {
		const left = new Set(keysOf(from, now));
		const moving = keysOf(from, old).filter((key) => !left.has(key));
		return Object.keys(now)
			.filter((to) => to !== from)
			.flatMap((to) => {
				const had = new Set(keysOf(to, old));
				const arrived = new Set(keysOf(to, now).filter((key) => !had.has(key)));
				return moving
					.filter((key) => arrived.has(key))
					.map((key) => `${from}: ${key} moves to ${to}`);
			});
	});
}

function hasLiveText(resource: Resource): boolean {
	return WITH_LIVE_TEXT.test(resource.type) && nameOf(resource) === LIVE_NAME;
}

/** The name that the template gives, as CloudFormation's types have it: `Name` or `RoleName`. */
function nameOf({ type, properties }: Resource): unknown {
	return properties.Name ?? properties[`${type.split('::').at(-1)}Name`];
}

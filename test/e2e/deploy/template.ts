import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';

/** One resource of a CloudFormation template. */
export interface Resource {
	readonly type: string;
	readonly properties: JsonObject;
}

/** Reads the resources of a template, by logical id. Throws if it is not a template. */
export function resourcesOf(template: unknown): ReadonlyMap<string, Resource> {
	if (!isObject(template) || !isObject(template.Resources))
		throw new Error('a template without Resources');
	return new Map(
		Object.entries(template.Resources).map(([id, resource]) => {
			if (!isObject(resource) || typeof resource.Type !== 'string')
				throw new Error(`${id} has no Type`);
			return [id, { type: resource.Type, properties: objectOr(resource.Properties) }];
		}),
	);
}

/**
 * Keeps only these logical ids. It also removes what depends on a removed one, and outputs of it.
 */
export function keepResources(
	template: unknown,
	isKept: (resource: Resource) => boolean,
): JsonObject {
	if (!isObject(template) || !isObject(template.Resources))
		throw new Error('a template without Resources');
	const resources = resourcesOf(template);
	const gone = new Set([...resources].filter(([, one]) => !isKept(one)).map(([id]) => id));
	const kept = Object.entries(template.Resources)
		.filter(([id]) => !gone.has(id))
		.map(([id, resource]) => [id, withoutDependence(resource, gone)]);
	const outputs = Object.entries(objectOr(template.Outputs)).filter(
		([, output]) => !mentions(output, gone),
	);
	return { ...template, Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
}

function withoutDependence(resource: unknown, gone: ReadonlySet<string>): unknown {
	if (!isObject(resource) || resource.DependsOn === undefined) return resource;
	const { DependsOn, ...rest } = resource;
	const on = (Array.isArray(DependsOn) ? DependsOn : [DependsOn]).filter((id) => !gone.has(id));
	return on.length === 0 ? rest : { ...rest, DependsOn: on };
}

/** True if it refers to one of these by Ref, GetAtt or Sub. */
function mentions(value: unknown, ids: ReadonlySet<string>): boolean {
	const text = JSON.stringify(value);
	return [...ids].some((id) => text.includes(`"${id}"`) || text.includes(`\${${id}`));
}

/** True if a resource stays when its stack is deleted. */
export function isRetained(template: JsonObject, logicalId: string): boolean {
	const { DeletionPolicy } = objectOr(objectOr(template.Resources)[logicalId]);
	return DeletionPolicy === 'Retain' || DeletionPolicy === 'RetainExceptOnCreate';
}

export function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

import { isObject } from '../../../shared/record/json-object.ts';
import { resourcesOf } from '../deploy/template.ts';
import type { Asking } from './rule.ts';

/**
 * Gives the text of an expression, if it is known before the stack is deployed; null if it is made
 * of a resource of the template.
 */
export function knownText(asking: Asking, value: unknown): string | null {
	if (typeof value === 'string') return value;
	if (!isObject(value)) return null;
	if (typeof value.Ref === 'string') return reference(asking, value.Ref);
	const joined = value['Fn::Join'];
	if (!Array.isArray(joined) || !Array.isArray(joined[1])) return null;
	const parts = joined[1].map((part) => knownText(asking, part));
	return parts.includes(null) ? null : parts.join(String(joined[0]));
}

function reference({ place, parameters }: Asking, id: string): string | null {
	const known: Readonly<Record<string, string>> = {
		...parameters,
		'AWS::AccountId': place.account,
		'AWS::Region': place.region,
		'AWS::Partition': 'aws',
	};
	return known[id] ?? null;
}

/** Gives the logical ids that are surely there before this one: what it refers to or depends on. */
export function madeBefore(template: unknown, logicalId: string): ReadonlySet<string> {
	if (!isObject(template) || !isObject(template.Resources)) return new Set();
	const resources = template.Resources;
	const found = new Set<string>();
	const follow = (id: string) => {
		for (const next of namedIn(resources[id]).filter((one) => resources[one] !== undefined)) {
			if (found.has(next)) continue;
			found.add(next);
			follow(next);
		}
	};
	follow(logicalId);
	return found;
}

function namedIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(namedIn);
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		if (key === 'Ref' || key === 'DependsOn') return [inner].flat().map(String);
		if (key === 'Fn::GetAtt') return [String([inner].flat()[0])];
		return namedIn(inner);
	});
}

/** Gives the resource of a type that has this name in the template, by its logical id. */
export function withName(
	asking: Asking,
	{ type, property, name }: { type: string; property: string; name: string },
): string | undefined {
	return [...resourcesOf(asking.template)].find(
		([, one]) => one.type === type && knownText(asking, one.properties[property]) === name,
	)?.[0];
}

import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import type { Place } from '../aws/clients.ts';
import type { Deployed } from '../deploy/deploy-stack.ts';
import { resolveValue } from '../deploy/resolve.ts';
import { objectOr, resourcesOf } from '../deploy/template.ts';

/** One stack that a StackSet would make. */
export interface Instance {
	readonly name: string;
	readonly place: Place;
	readonly template: JsonObject;
	readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Replaces StackSets, which the emulator does not take: gives the stacks that the StackSets of a
 * template would make in the accounts below the root. A service-managed StackSet leaves out the
 * management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function stackSetInstances(
	by: Deployed,
	template: unknown,
	accounts: readonly string[],
): Instance[] {
	const sets = [...resourcesOf(template)].filter(
		([, { type }]) => type === 'AWS::CloudFormation::StackSet',
	);
	return sets.flatMap(([id, { properties }]) => {
		const body = resolveValue(by, properties.TemplateBody);
		const template: unknown = typeof body === 'string' ? JSON.parse(body) : null;
		if (!isObject(template)) throw new Error(`the StackSet ${id} has no TemplateBody`);
		return regionsOf(properties).flatMap((region) =>
			accounts.map((account) => ({
				name: `StackSet-${String(properties.StackSetName ?? id)}`,
				place: { ...by.place, account, region },
				template,
				parameters: parametersOf(by, properties),
			})),
		);
	});
}

function regionsOf({ StackInstancesGroup }: JsonObject): string[] {
	const groups = Array.isArray(StackInstancesGroup) ? StackInstancesGroup : [];
	return groups.flatMap((group) => {
		const { Regions } = objectOr(group);
		return Array.isArray(Regions) ? Regions.map(String) : [];
	});
}

function parametersOf(by: Deployed, { Parameters }: JsonObject): Record<string, string> {
	const list = Array.isArray(Parameters) ? Parameters : [];
	return Object.fromEntries(
		list.map((one) => {
			const { ParameterKey, ParameterValue } = objectOr(one);
			return [String(ParameterKey), String(resolveValue(by, ParameterValue))];
		}),
	);
}

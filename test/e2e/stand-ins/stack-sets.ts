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
 * template would make, in the order of the template. `below` gives the member accounts below a unit
 * or the root; a service-managed StackSet leaves out the management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function stackSetInstances(
	by: Deployed,
	template: unknown,
	below: ReadonlyMap<string, readonly string[]>,
): Instance[] {
	const sets = [...resourcesOf(template)].filter(
		([, { type }]) => type === 'AWS::CloudFormation::StackSet',
	);
	return sets.flatMap(([id, { properties }]) => {
		const body = resolveValue(by, properties.TemplateBody);
		const template: unknown = typeof body === 'string' ? JSON.parse(body) : null;
		if (!isObject(template)) throw new Error(`the StackSet ${id} has no TemplateBody`);
		return targetsOf(properties, below).map(({ account, region }) => ({
			name: `StackSet-${String(properties.StackSetName ?? id)}`,
			place: { ...by.place, account, region },
			template,
			parameters: parametersOf(by, properties),
		}));
	});
}

function targetsOf(
	{ StackInstancesGroup }: JsonObject,
	below: ReadonlyMap<string, readonly string[]>,
) {
	return listOf(StackInstancesGroup).flatMap((group) => {
		const { Regions, DeploymentTargets } = objectOr(group);
		const accounts = accountsOf(objectOr(DeploymentTargets), below);
		return listOf(Regions).flatMap((region) =>
			accounts.map((account) => ({ account, region: String(region) })),
		);
	});
}

/**
 * Gives the accounts of a target: all below its units, or with INTERSECTION only those of them that
 * are named. Any other filter throws.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/account-level-targets.html
 */
function accountsOf(
	{ OrganizationalUnitIds, Accounts, AccountFilterType = 'NONE' }: JsonObject,
	below: ReadonlyMap<string, readonly string[]>,
): string[] {
	const all = listOf(OrganizationalUnitIds).flatMap((id) => {
		const found = below.get(String(id));
		if (found === undefined) throw new Error(`the organization has no unit ${String(id)}`);
		return found;
	});
	const unique = [...new Set(all)];
	if (AccountFilterType === 'NONE') return unique;
	if (AccountFilterType !== 'INTERSECTION')
		throw new Error(`no way to deploy to ${String(AccountFilterType)} of accounts`);
	const named = listOf(Accounts).map(String);
	return unique.filter((account) => named.includes(account));
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function parametersOf(by: Deployed, { Parameters }: JsonObject): Record<string, string> {
	return Object.fromEntries(
		listOf(Parameters).map((one) => {
			const { ParameterKey, ParameterValue } = objectOr(one);
			return [String(ParameterKey), String(resolveValue(by, ParameterValue))];
		}),
	);
}

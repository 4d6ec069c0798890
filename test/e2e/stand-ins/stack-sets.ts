import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import type { Place } from '../aws/clients.ts';
import { type Cloud, type CloudStack, keyOf, StackFailed } from '../deploy/cloud.ts';
import { putStack } from '../deploy/put-stack.ts';
import { removeStack } from '../deploy/remove-stack.ts';
import { resolveValue } from '../deploy/resolve.ts';
import { objectOr, type Resource, resourcesOf } from '../deploy/template.ts';
import { accountsBelow } from '../the-organization.ts';

type Below = ReadonlyMap<string, readonly string[]>;

/**
 * Replaces StackSets, which the emulator does not take: deploys their templates as stacks into the
 * accounts and Regions of their targets, in the order of the template. An instance whose target is
 * gone is deleted first. As with a tolerance of 100 %, an instance that fails does not fail its
 * StackSet; `cloud.failures` has the reason.
 */
export async function deployStackSets(cloud: Cloud, by: CloudStack): Promise<void> {
	const below = await accountsBelow(cloud.at.organizations);
	for (const { properties } of stackSetsOf(by)) {
		const name = instanceName(properties);
		const wanted = targetsOf(by, properties, below);
		await removeInstances(cloud, name, wanted);
		const template = JSON.parse(String(resolveValue(by.deployed, properties.TemplateBody)));
		const parameters = parametersOf(by, properties);
		for (const place of wanted) {
			const order = { name, template, parameters, assets: [] };
			await noting(cloud, { place, name }, () => putStack(cloud, place, order));
		}
	}
}

/** Deletes all instances of the StackSets of a stack. Throws if one cannot be deleted. */
export async function removeStackSets(cloud: Cloud, by: CloudStack): Promise<void> {
	for (const { properties } of stackSetsOf(by).toReversed()) {
		const name = instanceName(properties);
		await removeInstances(cloud, name, []);
		const left = instancesOf(cloud, name);
		if (left.length > 0) {
			const reasons = left.map((stack) => cloud.failures.get(keyOf(stack)));
			throw new StackFailed(`${name}: ${reasons.join('; ')}`);
		}
	}
}

/** Gives the stacks of a StackSet's instances. */
export function instancesOf({ stacks }: Cloud, name: string): CloudStack[] {
	return [...stacks.values()].filter((stack) => stack.name === name);
}

function instanceName({ StackSetName }: JsonObject): string {
	return `StackSet-${String(StackSetName)}`;
}

export function stackSetsOf({ template }: Pick<CloudStack, 'template'>): Resource[] {
	return [...resourcesOf(template).values()].filter(
		({ type }) => type === 'AWS::CloudFormation::StackSet',
	);
}

async function removeInstances(cloud: Cloud, name: string, wanted: readonly Place[]) {
	const kept = new Set(wanted.map((place) => keyOf({ place, name })));
	for (const key of [...cloud.failures.keys()])
		if (key.endsWith(` ${name}`) && !kept.has(key)) cloud.failures.delete(key);
	for (const stack of instancesOf(cloud, name).filter((one) => !kept.has(keyOf(one))))
		await noting(cloud, stack, () => removeStack(cloud, stack));
}

async function noting(
	{ failures }: Cloud,
	stack: { readonly place: Place; readonly name: string },
	work: () => Promise<unknown>,
): Promise<void> {
	try {
		await work();
		failures.delete(keyOf(stack));
	} catch (error) {
		if (!(error instanceof StackFailed)) throw error;
		failures.set(keyOf(stack), error.message);
	}
}

/**
 * A service-managed StackSet leaves out the management account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function targetsOf(
	{ place }: CloudStack,
	{ StackInstancesGroup }: JsonObject,
	below: Below,
): Place[] {
	return listOf(StackInstancesGroup).flatMap((group) => {
		const { Regions, DeploymentTargets } = objectOr(group);
		const accounts = accountsOf(objectOr(DeploymentTargets), below);
		return listOf(Regions).flatMap((region) =>
			accounts.map((account) => ({ ...place, account, region: String(region) })),
		);
	});
}

/**
 * Gives the accounts of a target: all below its units, or with INTERSECTION only those of them that
 * are named. Any other filter throws; AWS refuses UNION when a StackSet is created.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/account-level-targets.html
 */
function accountsOf(
	{ OrganizationalUnitIds, Accounts, AccountFilterType = 'NONE' }: JsonObject,
	below: Below,
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

function parametersOf(by: CloudStack, { Parameters }: JsonObject): Record<string, string> {
	return Object.fromEntries(
		listOf(Parameters)
			.filter(isObject)
			.map(({ ParameterKey, ParameterValue }) => [
				String(ParameterKey),
				String(resolveValue(by.deployed, ParameterValue)),
			]),
	);
}

import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { managementStacks } from '../../infra/management-stacks.ts';
import type { ConfigurationInput } from '../../shared/configuration/configuration-schema.ts';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { aConfiguration } from './some-settings.ts';

export const HUB = '777788889999';
export const MANAGEMENT = '999900001111';
export const MEMBER = '444455556666';
export const ORGANIZATION = 'o-harbor2026a';
export const ROOT = 'r-ab12';
export const SCP_ARN = `arn:aws:organizations::${MANAGEMENT}:policy/${ORGANIZATION}/service_control_policy/p-ab12cd34`;
export const BREAK_GLASS = 'arn:aws:iam::*:role/break-glass';

/** An organization's configuration: two Regions, break-glass protected and exempt. */
function anOrganization(over: Partial<ConfigurationInput> = {}) {
	const { deployment, ...others } = over;
	return aConfiguration({
		containment: {
			managementAccount: MANAGEMENT,
			modes: { [MANAGEMENT]: 'contain' },
			policyType: 'scp',
			protectedPrincipals: [BREAK_GLASS, { name: 'ceo', account: MEMBER }, 'AROAEXAMPLE:*'],
		},
		deployment: {
			kind: 'organization',
			region: 'ap-northeast-2',
			regions: ['us-east-1'],
			guardExemptRoles: [BREAK_GLASS],
			organization: { id: ORGANIZATION, root: ROOT, hubAccount: HUB },
			targets: { root: true },
			...deployment,
		},
		...others,
	});
}

/** The management account's app, before it is synthesized. */
export function managementApp(
	over: Partial<ConfigurationInput> = {},
	context: Record<string, string> = {},
) {
	const app = new App({ analyticsReporting: false, context });
	const [main] = managementStacks(app, anOrganization(over));
	if (main === undefined) throw new Error('no stack');
	return { app, main };
}

/** All templates by stack name, as CloudFormation gets them. */
export function templatesOf(app: App): Record<string, JsonObject> {
	const { stacks, directory } = app.synth();
	const templates = Object.fromEntries(
		stacks.map(({ stackName, template }) => [stackName, template]),
	);
	rmSync(directory, { recursive: true });
	return templates;
}

export const MAIN = 'eyes-system-management';

/** The template of the management account's main stack. */
export function managementTemplate(...of: Parameters<typeof managementApp>): JsonObject {
	return at(templatesOf(managementApp(...of).app), MAIN);
}

/** The templates that the StackSets bring to the accounts. */
export function memberTemplates(template: JsonObject): {
	accounts: JsonObject;
	regions: JsonObject;
} {
	const bodyOf = (name: string) => {
		const sets = resourcesOf(template, 'AWS::CloudFormation::StackSet');
		const found = sets.find(({ StackSetName }) => StackSetName === name);
		return JSON.parse(String(found?.TemplateBody));
	};
	return { accounts: bodyOf('eyes-accounts'), regions: bodyOf('eyes-regions') };
}

/** The properties of all resources of a type, in the order of the template. */
export function resourcesOf(template: JsonObject, type: string): JsonObject[] {
	return Object.values(at(template, 'Resources'))
		.filter(isObject)
		.filter((resource) => resource.Type === type)
		.map((resource) => at(resource, 'Properties'));
}

/** Gives the object under a key; throws if there is none. */
export function at(object: JsonObject, key: string): JsonObject {
	const value = object[key];
	if (!isObject(value)) throw new Error(`there is no object under ${key}`);
	return value;
}

/**
 * Puts an account's values in place of CloudFormation's functions; any function that is not known
 * throws.
 */
export function deployed<Value>(value: Value, account: string): Value {
	const pseudo: Record<string, string> = { 'AWS::Partition': 'aws', 'AWS::AccountId': account };
	const resolved = JSON.parse(JSON.stringify(value), (_, one: unknown) => {
		if (!isObject(one)) return one;
		const known = typeof one.Ref === 'string' ? pseudo[one.Ref] : undefined;
		if (known !== undefined) return known;
		const [separator, parts] = Array.isArray(one['Fn::Join']) ? one['Fn::Join'] : [];
		if (Array.isArray(parts)) return parts.join(String(separator));
		// In our templates only the SCP's ARN is looked up.
		return 'Fn::GetAtt' in one ? SCP_ARN : one;
	});
	if (/"(Ref|Fn::\w+)"/.test(JSON.stringify(resolved))) throw new Error('a function is left');
	return resolved;
}

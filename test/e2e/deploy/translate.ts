import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { isRetained, objectOr, resourcesOf } from './template.ts';

/**
 * Three things of a template said in other words, which the emulator understands:
 * - `Ref` of a secret is its ARN on AWS, and its name in the emulator; the attribute `Id` is the
 *   ARN in both.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 * - every function gets its own name as application id of the SDK, by which the fault proxy knows
 *   who calls.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html
 * - what stays when the stack is deleted gets a name that contains the id of the stack. On AWS a
 *   generated name is new for every stack; in the emulator the next stack would get the old name.
 */
export function translate(template: JsonObject): JsonObject {
	const resources = resourcesOf(template);
	const secrets = new Set(
		[...resources].filter(([, { type }]) => type === SECRET).map(([id]) => id),
	);
	const translated = objectOr(withSecretIds(template.Resources, secrets));
	return {
		...template,
		Resources: Object.fromEntries(
			Object.entries(translated).map(([id, one]) => [
				id,
				withApplicationId(isRetained(template, id) ? withOwnName(id, one) : one),
			]),
		),
		Outputs: withSecretIds(template.Outputs ?? {}, secrets),
	};
}

const SECRET = 'AWS::SecretsManager::Secret';

function withSecretIds(value: unknown, secrets: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) return value.map((one) => withSecretIds(one, secrets));
	if (!isObject(value)) return value;
	if (typeof value.Ref === 'string' && secrets.has(value.Ref))
		return { 'Fn::GetAtt': [value.Ref, 'Id'] };
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [key, withSecretIds(one, secrets)]),
	);
}

const GENERATED_NAMES: Readonly<Record<string, string>> = {
	'AWS::DynamoDB::Table': 'TableName',
	'AWS::Logs::LogGroup': 'LogGroupName',
};

function withOwnName(id: string, resource: unknown): unknown {
	const { Type, Properties, ...others } = objectOr(resource);
	const name = GENERATED_NAMES[String(Type)];
	if (name === undefined) return resource;
	const stackId = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
	const generated = { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, id, stackId]] };
	return { ...others, Type, Properties: { [name]: generated, ...objectOr(Properties) } };
}

function withApplicationId(resource: unknown): unknown {
	if (!isObject(resource) || resource.Type !== 'AWS::Lambda::Function') return resource;
	const properties = objectOr(resource.Properties);
	const environment = objectOr(properties.Environment);
	const Variables = { ...objectOr(environment.Variables), AWS_SDK_UA_APP_ID: roleName(properties) };
	return { ...resource, Properties: { ...properties, Environment: { ...environment, Variables } } };
}

/**
 * CloudFormation makes up the names of functions, so the logical id of the role tells them apart.
 */
function roleName({ Role }: JsonObject): string {
	const { 'Fn::GetAtt': role } = objectOr(Role);
	const id = Array.isArray(role) ? String(role[0]) : '';
	const [, name = ''] =
		/^Hub(Judge|UseJudge|Containment|Notification|Reconciling|Reporting)/.exec(id) ?? [];
	if (name === '') throw new Error(`no function of ours has the role ${JSON.stringify(Role)}`);
	return name.toLowerCase();
}

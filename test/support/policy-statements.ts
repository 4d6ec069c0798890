import * as v from 'valibot';
import { isObject, type JsonObject } from '../../shared/record/json-object.ts';
import { at } from './infra-templates.ts';

/** A statement of a policy of a template, with an ARN for each value that only AWS knows. */
export interface PolicyStatement {
	/** Where it stands, for the message of a failed test. */
	readonly place: string;
	readonly effect: string;
	readonly actions: readonly string[];
	readonly resources: readonly string[];
	/** By operator, the keys that are compared. */
	readonly keys: readonly { readonly operator: string; readonly key: string }[];
}

/**
 * Gives the statements of all SCPs, and of all policies of roles and users, also of the templates that
 * StackSets bring to other accounts.
 */
export function statementsOf(template: JsonObject, name: string): PolicyStatement[] {
	const resources = at(template, 'Resources');
	return Object.entries(resources).flatMap(([id, resource]) => {
		if (!isObject(resource)) return [];
		const place = `${name} ${id}`;
		const properties = isObject(resource.Properties) ? resource.Properties : {};
		if (typeof properties.TemplateBody === 'string')
			return statementsOf(JSON.parse(properties.TemplateBody), place);
		return documentsOf(String(resource.Type), properties).flatMap((document) =>
			readStatements(document, { place, resources }),
		);
	});
}

function documentsOf(type: string, properties: JsonObject): unknown[] {
	if (type === 'AWS::Organizations::Policy') return [properties.Content];
	if (!type.startsWith('AWS::IAM::')) return [];
	const inline = Array.isArray(properties.Policies) ? properties.Policies.filter(isObject) : [];
	return [properties, ...inline]
		.map((one) => one.PolicyDocument)
		.filter((one) => one !== undefined);
}

const oneOrMore = v.pipe(
	v.unknown(),
	v.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
);
const schema = v.object({
	Statement: v.array(
		v.object({
			Sid: v.optional(v.string(), ''),
			Effect: v.string(),
			Action: v.pipe(oneOrMore, v.array(v.string())),
			Resource: oneOrMore,
			Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
		}),
	),
});

interface Place {
	readonly place: string;
	readonly resources: JsonObject;
}

function readStatements(document: unknown, { place, resources }: Place): PolicyStatement[] {
	return v
		.parse(schema, document)
		.Statement.map(({ Sid, Effect, Action, Resource, Condition }) => ({
			place: `${place} ${Sid}`.trim(),
			effect: Effect,
			actions: Action,
			resources: Resource.map((one) => arnOf(one, resources)),
			keys: Object.entries(Condition).flatMap(([operator, compared]) =>
				Object.keys(compared).map((key) => ({ operator, key })),
			),
		}));
}

const PSEUDO: Readonly<Record<string, string>> = {
	'AWS::Partition': 'aws',
	'AWS::AccountId': '111122223333',
	'AWS::Region': 'us-east-1',
	// The parameter of the stack of the hub.
	ContainmentScp: 'arn:aws:organizations::111122223333:policy/o-a/service_control_policy/p-a',
};

/** What the ARN of a resource looks like, by its type. */
const ARNS: Readonly<Record<string, string>> = {
	'AWS::SQS::Queue': 'arn:aws:sqs:us-east-1:111122223333:eyes-a',
	'AWS::DynamoDB::Table': 'arn:aws:dynamodb:us-east-1:111122223333:table/eyes-a',
	'AWS::Events::EventBus': 'arn:aws:events:us-east-1:111122223333:event-bus/eyes-a',
	'AWS::SecretsManager::Secret': 'arn:aws:secretsmanager:us-east-1:111122223333:secret:eyes-a',
	'AWS::Logs::LogGroup': 'arn:aws:logs:us-east-1:111122223333:log-group:eyes-a:*',
	'AWS::Organizations::Policy': PSEUDO.ContainmentScp ?? '',
	'AWS::Lambda::Function': 'arn:aws:lambda:us-east-1:111122223333:function:eyes-a',
	'AWS::S3::Bucket': 'arn:aws:s3:::eyes-a',
};

function arnOf(value: unknown, resources: JsonObject): string {
	if (typeof value === 'string') return value;
	if (!isObject(value)) throw new Error(`not a resource: ${JSON.stringify(value)}`);
	const [, parts] = Array.isArray(value['Fn::Join']) ? value['Fn::Join'] : [];
	if (Array.isArray(parts)) return parts.map((part) => arnOf(part, resources)).join('');
	const [looked] = Array.isArray(value['Fn::GetAtt']) ? value['Fn::GetAtt'] : [value.Ref];
	const id = String(looked);
	const resource = resources[id];
	const arn = PSEUDO[id] ?? ARNS[isObject(resource) ? String(resource.Type) : ''];
	if (arn === undefined) throw new Error(`no ARN is known for ${JSON.stringify(value)}`);
	return arn;
}

import type { Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';

const oneOrMore = v.pipe(
	v.unknown(),
	v.transform((value) => (Array.isArray(value) ? value : [value])),
);
const statement = v.object({
	Effect: v.string(),
	Action: oneOrMore,
	Resource: oneOrMore,
	Condition: v.optional(v.unknown()),
});
const document = v.object({ Statement: v.array(statement) });
const policy = v.object({
	Properties: v.object({ PolicyDocument: document, Roles: v.array(v.object({ Ref: v.string() })) }),
});

/**
 * Writes a policy as lines `action on resource if condition`. Values that only CloudFormation knows
 * become `<LogicalId.Attribute>`, without CDK's hash.
 */
export function linesOf(policyDocument: unknown): string[] {
	return v
		.parse(document, policyDocument)
		.Statement.flatMap(({ Effect, Action, Resource, Condition }) =>
			Action.map((action) =>
				[
					...(Effect === 'Allow' ? [] : [Effect]),
					`${action} on ${Resource.map(readable).join(', ')}`,
					...(Condition === undefined ? [] : [`if ${readable(Condition)}`]),
				].join(' '),
			),
		)
		.toSorted();
}

/** Gives what each role may do by its own policy, by the role's logical id. */
export function rightsByRole(template: Template): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(
		Object.values(template.findResources('AWS::IAM::Policy')).flatMap((found) => {
			const { PolicyDocument, Roles } = v.parse(policy, found).Properties;
			return Roles.map(({ Ref }) => [short(Ref), linesOf(PolicyDocument)]);
		}),
	);
}

/** `HubJudgeFunctionRole795AF4BC` → `HubJudgeFunctionRole`. */
function short(logicalId: string): string {
	return logicalId.replace(/[0-9A-F]{8}$/, '');
}

function readable(value: unknown): string {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(readable).join(' or ');
	if (typeof value !== 'object' || value === null) return String(value);
	if ('Ref' in value) return `<${short(String(value.Ref))}>`;
	if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) {
		const [id, attribute] = value['Fn::GetAtt'];
		return `<${short(String(id))}.${attribute}>`;
	}
	if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
		const parts: unknown = value['Fn::Join'][1];
		return Array.isArray(parts) ? parts.map(readable).join('') : '';
	}
	return Object.entries(value)
		.map(([key, inner]) => `${key} ${readable(inner)}`)
		.join(' and ');
}

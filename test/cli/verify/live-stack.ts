import type { StackResource } from '../../../cli/operate/cloudformation-stacks.ts';
import type { LiveFunction, LiveRule } from '../../../cli/verify/verify-deps.ts';
import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { at } from '../../support/infra-templates.ts';

/** A synthesized template as AWS shows it after a deployment to an account and Region. */
export interface LiveStack {
	readonly rules: (bus: string) => LiveRule[];
	readonly resources: readonly StackResource[];
	readonly outputs: ReadonlyMap<string, string>;
	/** A function by its name, which is its logical id here. */
	readonly function: (name: string) => LiveFunction | null;
	/** The properties of all resources of a type. */
	readonly properties: (type: string) => JsonObject[];
	/** The statements that the stack adds to the policy of a bus, as that policy's text. */
	readonly busPolicy: () => string;
}

/** The only SCP to which a template points. */
export const CONTAINMENT_SCP_ARN =
	'arn:aws:organizations::999999999999:policy/o-a1b2c3d4e5/service_control_policy/p-abcd1234';

interface Where {
	readonly account: string;
	readonly region: string;
}

export function liveStack(template: JsonObject, where: Where): LiveStack {
	const all = Object.entries(at(template, 'Resources')).filter(hasObject);
	const resolve = resolver(template, where);
	const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);
	return {
		rules: (bus) =>
			ofType('AWS::Events::Rule')
				.map(([id, { Properties }]): JsonObject => ({ id, ...resolved(resolve(Properties)) }))
				.filter(({ EventBusName = 'default' }) => EventBusName === bus)
				.map(ruleOf),
		resources: all.map(([id, { Type }]) => ({
			...{ id, type: String(Type), status: 'CREATE_COMPLETE' },
			physicalId: String(resolve({ Ref: id })),
		})),
		outputs: new Map(
			Object.entries(isObject(template.Outputs) ? template.Outputs : {}).map(([key, output]) => [
				key,
				String(resolve(isObject(output) ? output.Value : null)),
			]),
		),
		function: (name) => {
			const [, found] = ofType('AWS::Lambda::Function').find(([id]) => id === name) ?? [];
			if (found === undefined) return null;
			const { Role, ReservedConcurrentExecutions: reserved } = resolved(resolve(found.Properties));
			const sources = ofType('AWS::Lambda::EventSourceMapping').filter(
				([, { Properties }]) => resolved(resolve(Properties)).FunctionName === name,
			);
			return {
				...{ role: String(Role), state: 'Active' },
				reserved: typeof reserved === 'number' ? reserved : null,
				sources: sources.map(() => 'Enabled'),
			};
		},
		properties: (type) => ofType(type).map(([, { Properties }]) => resolved(resolve(Properties))),
		busPolicy: () => {
			const Statement = ofType('AWS::Events::EventBusPolicy').map(
				([, { Properties }]) => resolved(resolve(Properties)).Statement,
			);
			return Statement.length === 0 ? '' : JSON.stringify({ Version: '2012-10-17', Statement });
		},
	};
}

function hasObject(entry: [string, unknown]): entry is [string, JsonObject] {
	return isObject(entry[1]);
}

function resolved(value: unknown): JsonObject {
	if (!isObject(value)) throw new Error('no properties');
	return value;
}

function ruleOf({ id, Name, EventPattern, State, Targets }: JsonObject): LiveRule {
	const targets = Array.isArray(Targets) ? Targets.filter(isObject) : [];
	return {
		name: String(Name ?? `eyes-system-${id}`),
		pattern: EventPattern === undefined ? null : JSON.stringify(EventPattern),
		state: String(State),
		targets: targets.map(({ Arn, RoleArn, DeadLetterConfig }) => ({
			arn: String(Arn),
			role: typeof RoleArn === 'string' ? RoleArn : null,
			deadLetters: isObject(DeadLetterConfig) ? String(DeadLetterConfig.Arn) : null,
		})),
	};
}

/** Puts what a deployment would give in place of CloudFormation's functions. */
function resolver(template: JsonObject, { account, region }: Where) {
	const pseudo: Readonly<Record<string, string>> = {
		'AWS::Partition': 'aws',
		'AWS::AccountId': account,
		'AWS::Region': region,
	};
	const named = (id: string) => {
		const resource = at(template, 'Resources')[id];
		const { Type, Properties } = isObject(resource) ? resource : {};
		const properties = isObject(Properties) ? Properties : {};
		return {
			type: Type,
			name: String(properties.QueueName ?? properties.RoleName ?? properties.Name ?? id),
		};
	};
	const ref = (id: string) => {
		const { type, name } = named(id);
		const isQueue = type === 'AWS::SQS::Queue';
		return (
			pseudo[id] ?? (isQueue ? `https://sqs.${region}.amazonaws.com/${account}/${name}` : name)
		);
	};
	const arn = (id: string) => {
		const { type, name } = named(id);
		if (type === 'AWS::Organizations::Policy') return CONTAINMENT_SCP_ARN;
		if (type === 'AWS::IAM::Role') return `arn:aws:iam::${account}:role/eyes/${name}`;
		const service = type === 'AWS::Events::EventBus' ? 'events' : 'sqs';
		const path = type === 'AWS::Events::EventBus' ? `event-bus/${name}` : name;
		return `arn:aws:${service}:${region}:${account}:${path}`;
	};
	return function resolve(value: unknown): unknown {
		if (Array.isArray(value)) return value.map(resolve);
		if (!isObject(value)) return value;
		if (typeof value.Ref === 'string') return ref(value.Ref);
		const attribute = value['Fn::GetAtt'];
		if (Array.isArray(attribute))
			return attribute[1] === 'QueueName' ? attribute[0] : arn(String(attribute[0]));
		const join = value['Fn::Join'];
		if (Array.isArray(join)) return [resolve(join[1])].flat().join(String(join[0]));
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one)]));
	};
}

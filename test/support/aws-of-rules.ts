import { isObject, type JsonObject } from '../../shared/record/json-object.ts';

/** A place where a stack is deployed. */
export interface Where {
	readonly account: string;
	readonly region: string;
}

interface Deployed extends Where {
	readonly name: string;
	readonly template: JsonObject;
	readonly parameters: Readonly<Record<string, string>>;
}

/**
 * A small model of AWS with what matters for the order of deployments: an event bus exists once; a
 * rule needs the bus on which it is, and a target bus that exists and, in another account or Region,
 * has a policy that admits the organization or the account; an SCP exists once; a parameter must have
 * a value.
 */
export class AwsOfRules {
	readonly stacks = new Map<string, Deployed>();
	/** The id of the organization of all accounts. */
	private readonly organization: string;
	/** The member accounts to which StackSets deploy. */
	private readonly members: readonly string[];
	/** By ARN: whom the policy of the bus admits, as text. */
	private readonly buses = new Map<string, string>();
	private readonly scps = new Map<string, string>();

	constructor(organization: string, members: readonly string[]) {
		this.organization = organization;
		this.members = members;
	}

	/** Gives the ARN of an SCP by its name. */
	scp(name: string): string | null {
		return this.scps.get(name) ?? null;
	}

	stack(name: string, { account, region }: Where): Deployed | null {
		return this.stacks.get(keyOf(name, account, region)) ?? null;
	}

	/** Creates or updates a stack. Throws what AWS would refuse; then the stack is as before. */
	deploy(stack: Deployed): void {
		const { name, account, region, template } = stack;
		const key = keyOf(name, account, region);
		const before = this.stacks.get(key);
		const parameters = { ...before?.parameters, ...stack.parameters };
		for (const parameter of Object.keys(objectOf(template.Parameters)))
			if (!isDefault(template, parameter) && parameters[parameter] === undefined)
				throw new Error(`${name}: Parameters: [${parameter}] must have values`);
		const known = new Set(Object.keys(objectOf(before?.template.Resources)));
		for (const id of inOrder(template)) this.make({ id, stack, isNew: !known.has(id) });
		this.stacks.set(key, { ...stack, parameters });
	}

	destroy(name: string, { account, region }: Where): void {
		const stack = this.stack(name, { account, region });
		if (stack === null) return;
		for (const id of inOrder(stack.template)) {
			const { type, properties } = resourceOf(stack.template, id);
			if (type === 'AWS::Events::EventBus') this.buses.delete(busArn(properties.Name, stack));
			if (type === 'AWS::Organizations::Policy') this.scps.delete(String(properties.Name));
		}
		this.stacks.delete(keyOf(name, account, region));
	}

	/** Gives the outputs of a stack whose values are known in this model. */
	outputs(name: string, where: Where): ReadonlyMap<string, string> | null {
		const stack = this.stack(name, where);
		if (stack === null) return null;
		const values = Object.entries(objectOf(stack.template.Outputs)).map(
			([key, output]) => [key, this.textOf(objectOf(output).Value, stack)] as const,
		);
		return new Map(values);
	}

	private make({ id, stack, isNew }: { id: string; stack: Deployed; isNew: boolean }): void {
		const { type, properties } = resourceOf(stack.template, id);
		if (type === 'AWS::Events::EventBus' && isNew)
			createOnce(this.buses, busArn(properties.Name, stack), '');
		if (type === 'AWS::Organizations::Policy' && isNew)
			createOnce(this.scps, String(properties.Name), scpArn(String(properties.Name), stack));
		if (type === 'AWS::Events::EventBusPolicy')
			this.buses.set(
				busArn(this.textOf(properties.EventBusName, stack), stack),
				this.admitted(objectOf(properties.Statement), stack),
			);
		if (type === 'AWS::Events::Rule') this.checkRule(properties, stack);
		if (type === 'AWS::CloudFormation::StackSet') this.checkMembers(properties, stack);
	}

	private checkRule({ EventBusName, Targets }: JsonObject, stack: Deployed): void {
		if (EventBusName !== undefined)
			this.checkBus(busArn(this.textOf(EventBusName, stack), stack), stack);
		for (const target of Array.isArray(Targets) ? Targets : []) {
			const arn = this.textOf(objectOf(target).Arn, stack);
			if (arn.includes(':event-bus/')) this.checkBus(arn, stack);
		}
	}

	private checkBus(arn: string, { name, account, region }: Deployed): void {
		const policy = this.buses.get(arn);
		if (policy === undefined) throw new Error(`${name}: the bus ${arn} does not exist`);
		if (arn.includes(`:${region}:${account}:`)) return;
		if (!policy.includes(`"${this.organization}"`) && !policy.includes(`:${account}:root`))
			throw new Error(`${name}: the bus ${arn} does not admit account ${account}`);
	}

	private admitted({ Principal, Condition }: JsonObject, stack: Deployed): string {
		return JSON.stringify([this.textOf(objectOf(Principal).AWS, stack), Condition]);
	}

	/** A StackSet creates its stacks in the accounts while it is itself created or updated. */
	private checkMembers({ TemplateBody, StackSetName }: JsonObject, stack: Deployed): void {
		const template = objectOf(JSON.parse(String(TemplateBody)));
		for (const account of this.members)
			for (const id of inOrder(template))
				this.make({
					id,
					stack: { ...stack, name: String(StackSetName), template, account },
					isNew: true,
				});
	}

	/** Resolves the functions of CloudFormation; what this model does not know becomes a made-up id. */
	private textOf(value: unknown, stack: Deployed): string {
		if (!isObject(value)) return String(value);
		if (Array.isArray(value['Fn::Join'])) {
			const [separator, parts] = value['Fn::Join'];
			const texts = (Array.isArray(parts) ? parts : []).map((part) => this.textOf(part, stack));
			return texts.join(String(separator));
		}
		if (typeof value.Ref === 'string') return this.refOf(value.Ref, stack);
		const [id, attribute] = Array.isArray(value['Fn::GetAtt']) ? value['Fn::GetAtt'] : [];
		return this.attributeOf(String(id), String(attribute), stack);
	}

	private refOf(id: string, { account, region, template, parameters }: Deployed): string {
		const pseudo: Record<string, string> = {
			'AWS::Partition': 'aws',
			'AWS::AccountId': account,
			'AWS::Region': region,
			...parameters,
		};
		const { properties } = resourceOf(template, id);
		return pseudo[id] ?? String(properties.Name ?? id);
	}

	private attributeOf(id: string, attribute: string, stack: Deployed): string {
		const { type, properties } = resourceOf(stack.template, id);
		if (type === 'AWS::Organizations::Policy') return this.scp(String(properties.Name)) ?? '';
		if (type === 'AWS::Events::EventBus' && attribute === 'Arn')
			return busArn(properties.Name, stack);
		return `${id}.${attribute}`;
	}
}

function keyOf(name: string, account: string, region: string): string {
	return `${account}/${region}/${name}`;
}

function busArn(name: unknown, { account, region }: Where): string {
	return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

function scpArn(name: string, { account }: Where): string {
	return `arn:aws:organizations::${account}:policy/o-a1b2c3d4e5/service_control_policy/p-${name.replace('-', '0')}`;
}

function createOnce(all: Map<string, string>, name: string, value: string): void {
	if (all.has(name)) throw new Error(`${name} already exists`);
	all.set(name, value);
}

function isDefault(template: JsonObject, parameter: string): boolean {
	return objectOf(objectOf(template.Parameters)[parameter]).Default !== undefined;
}

function resourceOf(template: JsonObject, id: string): { type: string; properties: JsonObject } {
	const resource = objectOf(objectOf(template.Resources)[id]);
	return { type: String(resource.Type), properties: objectOf(resource.Properties) };
}

function objectOf(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/**
 * Gives the ids of the resources in the order in which CloudFormation may create them: in the worst
 * case rules come as early as their dependencies allow.
 */
function inOrder(template: JsonObject): string[] {
	const ids = Object.keys(objectOf(template.Resources));
	const ordered: string[] = [];
	const visit = (id: string) => {
		if (ordered.includes(id)) return;
		const text = JSON.stringify(objectOf(template.Resources)[id]);
		for (const other of ids) if (other !== id && isNamed(other, text)) visit(other);
		ordered.push(id);
	};
	const isRule = (id: string) => resourceOf(template, id).type === 'AWS::Events::Rule';
	for (const id of ids.toSorted((a, b) => Number(isRule(b)) - Number(isRule(a)))) visit(id);
	return ordered;
}

/** True if the resource waits for the other one: by Ref, GetAtt or DependsOn. */
function isNamed(id: string, resource: string): boolean {
	return resource.includes(`"${id}"`);
}

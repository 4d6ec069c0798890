import { BUS_STACK, CONTAINMENT_SCP, HUB_STACK } from '../../../shared/runtime/names.ts';
import type { Place } from '../aws/clients.ts';
import { stackSetInstances } from '../stand-ins/stack-sets.ts';
import { accountsBelow, attachScp, makeOrganization, ORGANIZATION } from '../the-organization.ts';
import { readAssembly, type SynthesizedStack } from './assembly.ts';
import { type Deployed, deployStack } from './deploy-stack.ts';
import { settleProperties } from './property-checks.ts';
import { keepResources, resourcesOf } from './template.ts';
import { translate } from './translate.ts';
import { whyUnsupported } from './unsupported.ts';
import { uploadAssets } from './upload-assets.ts';

/** Where everything is deployed to, as URLs of the emulators. */
export interface Emulated {
	readonly aws: string;
	readonly organizations: string;
}

export interface Deployment {
	readonly hub: Deployed;
	/** The ARN of the containment SCP. */
	readonly scp: string;
	/** The types that were left out of the templates, with the property that was the reason. */
	readonly leftOut: ReadonlySet<string>;
}

export const HUB_REGION = 'us-east-1';
const MANAGEMENT_STACK = 'eyes-system-management';

/**
 * Deploys all stacks of an assembly into empty emulators, in the order in which a user deploys
 * them.
 */
export async function deployFirst(to: Emulated, assembly: string): Promise<Deployment> {
	const template = stackNamed(readAssembly(assembly), MANAGEMENT_STACK).template;
	const scp = (await makeOrganization(to.organizations, template)).get(CONTAINMENT_SCP);
	if (scp === undefined)
		throw new Error(`the template of the management account has no SCP ${CONTAINMENT_SCP}`);
	return deployAll(to, assembly, { scp, isFirst: true });
}

/**
 * Deploys the stacks of another assembly over the deployed ones. The SCPs are in moto, which has no
 * stacks.
 */
export function deployAgain(to: Emulated, assembly: string, scp: string): Promise<Deployment> {
	return deployAll(to, assembly, { scp, isFirst: false });
}

interface How {
	readonly scp: string;
	readonly isFirst: boolean;
}

async function deployAll(
	{ aws, organizations }: Emulated,
	assembly: string,
	{ scp, isFirst }: How,
): Promise<Deployment> {
	const stacks = readAssembly(assembly);
	const leftOut = new Set<string>();
	const put = (account: string, region: string, order: Omit<Order, 'isFirst'>) =>
		putStack({ endpoint: aws, account, region }, { ...order, isFirst }, leftOut);

	const bus = stackNamed(stacks, BUS_STACK);
	await put(ORGANIZATION.security, HUB_REGION, { ...bus, parameters: {} });
	const main = stackNamed(stacks, MANAGEMENT_STACK);
	const management = await put(ORGANIZATION.management, HUB_REGION, { ...main, parameters: {} });
	for (const [name, stack] of stacks) {
		if (!name.startsWith(`${MANAGEMENT_STACK}-`)) continue;
		const region = name.slice(MANAGEMENT_STACK.length + 1);
		await put(ORGANIZATION.management, region, { ...stack, parameters: {} });
	}
	const below = await accountsBelow(organizations);
	for (const { place, ...instance } of stackSetInstances(management, main.template, below)) {
		await put(place.account, place.region, { ...instance, assets: [] });
	}
	await attachScp(organizations, scp, [ORGANIZATION.root]);
	const parameters = { ContainmentScp: scp };
	const hub = await put(ORGANIZATION.security, HUB_REGION, {
		...stackNamed(stacks, HUB_STACK),
		parameters,
	});
	return { hub, scp, leftOut };
}

export function stackNamed(
	stacks: ReadonlyMap<string, SynthesizedStack>,
	name: string,
): SynthesizedStack {
	const stack = stacks.get(name);
	if (stack === undefined)
		throw new Error(`no stack ${name}, only ${[...stacks.keys()].join(', ')}`);
	return stack;
}

interface Order extends SynthesizedStack {
	readonly parameters: Readonly<Record<string, string>>;
	readonly isFirst: boolean;
}

/** Deploys the part of a stack that the emulator takes, and sets what it drops. */
async function putStack(place: Place, order: Order, leftOut: Set<string>): Promise<Deployed> {
	for (const resource of resourcesOf(order.template).values()) {
		const why = whyUnsupported(resource);
		if (why !== undefined)
			leftOut.add([why.type, why.property].filter((one) => one !== null).join(' with '));
	}
	await uploadAssets(place, order.assets);
	const template = translate(
		keepResources(order.template, (one) => whyUnsupported(one) === undefined),
	);
	const deployed = await deployStack(place, { ...order, template });
	// After the first deployment the text of a policy is no longer that of the template.
	await settleProperties(deployed, order.isFirst ? [] : ['AWS::IAM::ManagedPolicy']);
	return deployed;
}

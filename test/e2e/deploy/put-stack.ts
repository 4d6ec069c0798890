import type { Place } from '../aws/clients.ts';
import { applyPolicies, removePolicies } from '../stand-ins/organizations-policies.ts';
import { refusalsOf } from '../strict/refusals.ts';
import type { SynthesizedStack } from './assembly.ts';
import { type Cloud, type CloudStack, keyOf } from './cloud.ts';
import { deployStack } from './deploy-stack.ts';
import { emulatedTemplate } from './emulated-template.ts';
import { settleProperties } from './property-checks.ts';
import { resourcesOf } from './template.ts';
import { whyUnsupported } from './unsupported.ts';
import { uploadAssets } from './upload-assets.ts';

export interface Order extends Pick<SynthesizedStack, 'name' | 'template' | 'assets'> {
	readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Creates or updates a stack as CloudFormation does, without its StackSets. Throws a StackFailed, and
 * what it made is rolled back, if AWS would refuse a resource.
 */
export async function putStack(cloud: Cloud, place: Place, order: Order): Promise<CloudStack> {
	const { name, template } = order;
	const before = cloud.stacks.get(keyOf({ place, name })) ?? null;
	const parameters = { ...before?.parameters, ...order.parameters };
	const asking = { cloud, place, template, parameters, before };
	noteLeftOut(cloud, order);
	await uploadAssets(place, order.assets);
	const refusals = await refusalsOf(asking);
	// CloudFormation rolls back its changes in Organizations too, so nothing is changed there.
	const policies = refusals.length > 0 ? new Map() : await applyPolicies(asking);
	try {
		const emulated = emulatedTemplate(template, { refusals, policies });
		const deployed = await deployStack(place, { name, template: emulated, parameters });
		// After the first deployment the text of a policy is no longer that of the template.
		await settleProperties(deployed, before === null ? [] : ['AWS::IAM::ManagedPolicy']);
		const stack = { name, place, template, parameters, deployed, policies };
		cloud.stacks.set(keyOf(stack), stack);
		return stack;
	} catch (error) {
		if (before === null) await removePolicies(cloud, place, { template, policies });
		throw error;
	}
}

function noteLeftOut({ leftOut }: Cloud, { template }: Order): void {
	for (const resource of resourcesOf(template).values()) {
		const why = whyUnsupported(resource);
		if (why !== undefined)
			leftOut.add([why.type, why.property].filter((one) => one !== null).join(' with '));
	}
}

import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { organizationsAt } from '../aws/clients.ts';
import { removePolicies, scpsOf, targetsOf } from '../stand-ins/organizations-policies.ts';
import { type Cloud, type CloudStack, keyOf, StackFailed } from './cloud.ts';
import { deleteStack } from './deploy-stack.ts';
import { isRetained } from './template.ts';

/**
 * Deletes a stack as CloudFormation does, without its StackSets. Throws a StackFailed if AWS refuses
 * to delete a resource. Then nothing is deleted here, while AWS would delete all others.
 */
export async function removeStack(cloud: Cloud, stack: CloudStack): Promise<void> {
	const refused = [...(await attachedPolicies(stack)), ...(await attachedScps(cloud, stack))];
	if (refused.length > 0)
		throw new StackFailed(`${stack.name} cannot be deleted: ${refused.join('; ')}`);
	await removePolicies(cloud, stack.place, stack);
	await deleteStack(stack.deployed.clients, stack.name);
	const { id, resources } = stack.deployed;
	cloud.kept.set(
		id,
		resources.filter(({ logicalId }) => isRetained(stack.template, logicalId)),
	);
	cloud.stacks.delete(keyOf(stack));
}

/**
 * IAM does not delete an attached policy; the emulator does.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
async function attachedPolicies({ deployed, template }: CloudStack): Promise<string[]> {
	const policies = deployed.resources.filter(
		({ type, logicalId }) => type === 'AWS::IAM::ManagedPolicy' && !isRetained(template, logicalId),
	);
	const refused = policies.map(async ({ logicalId, physicalId: PolicyArn }) => {
		const { Policy } = await deployed.clients.iam.send(new GetPolicyCommand({ PolicyArn }));
		return Policy?.AttachmentCount === 0
			? []
			: [`${logicalId}: DeleteConflict, the policy is attached to ${Policy?.AttachmentCount}`];
	});
	return (await Promise.all(refused)).flat();
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html */
async function attachedScps(
	{ at }: Cloud,
	{ place, template, policies }: CloudStack,
): Promise<string[]> {
	const client = organizationsAt(at.organizations, place.account);
	const refused = scpsOf(template).map(async ({ logicalId, targets }) => {
		const attached = await targetsOf(client, policies.get(logicalId) ?? '');
		const others = attached.filter((target) => !targets.includes(target));
		return others.length === 0
			? []
			: [`${logicalId}: PolicyInUse, the policy is attached to ${others.join(', ')}`];
	});
	return (await Promise.all(refused)).flat();
}

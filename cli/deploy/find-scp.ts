import { CONTAINMENT_SCP } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import type { DeployDeps } from './deps.ts';
import { MANAGEMENT_STACK, type Part } from './part.ts';

/**
 * Gives the ARN of the containment SCP, which the hub's stack needs as a parameter once; null if
 * the stack needs none or already has it. The outputs of the management account cannot be read from
 * the hub, so the SCP is looked up by name where the credentials allow that.
 */
export async function findScp(
	{ kind, account, main }: Part,
	{ scp }: { readonly scp: string | null },
	{ aws, configuration }: DeployDeps,
): Promise<string | null> {
	if (kind !== 'hub' || configuration.containment.policyType !== 'scp') return null;
	if (scp !== null) return scp;
	const found = await aws.scpByName(CONTAINMENT_SCP);
	if (typeof found !== 'string') return found.arn;
	// CloudFormation keeps the value from the first deployment.
	if ((await aws.outputs(main.stack, main.region)) !== null) return null;
	const why =
		found === 'denied'
			? `account ${account} may not list SCPs`
			: `the organization has no SCP named ${CONTAINMENT_SCP}: deploy in the management account ${configuration.containment.managementAccount} first`;
	throw new UsageError(
		`${why}. Add --scp ARN: the output ContainmentScpArn of the stack ${MANAGEMENT_STACK} in the management account`,
	);
}

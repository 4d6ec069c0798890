import { CONTAINMENT_SCP, HUB_STACK } from '../../../shared/runtime/names.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';

/** The containment SCP that the hub's stack gets as its parameter. */
export interface FoundScp {
	readonly arn: string;
	/** True if the stack has this value already. */
	readonly isSame: boolean;
}

/** The parameter of the hub's stack. */
const PARAMETER = 'ContainmentScp';

/**
 * Gives the containment SCP: from the option, by its name where the credentials may list SCPs, or as
 * the hub's stack has it. Null if it is not known: the outputs of the management account cannot be
 * read from the hub.
 */
export async function findScp(
	{ scp }: { readonly scp: string | null },
	deps: DeployDeps,
): Promise<FoundScp | null> {
	const { aws, configuration } = deps;
	const parameters = await aws.parameters(HUB_STACK, configuration.deployment.region);
	const kept = parameters?.get(PARAMETER) ?? null;
	const arn = checkedScp(scp, deps) ?? (await byName(deps)) ?? kept;
	return arn === null ? null : { arn, isSame: arn === kept };
}

async function byName({ aws }: DeployDeps): Promise<string | null> {
	const found = await aws.scpByName(CONTAINMENT_SCP);
	return typeof found === 'string' ? null : found.arn;
}

/** The ARN of another organization's SCP would let every containment fail. */
function checkedScp(scp: string | null, { configuration }: DeployDeps): string | null {
	if (scp === null) return null;
	const { deployment, containment } = configuration;
	const organization = deployment.organization?.id;
	const expected = `:organizations::${containment.managementAccount}:policy/${organization}/`;
	if (scp.includes(expected)) return scp;
	throw new UsageError(
		`--scp is ${scp}, but by the configuration the SCP belongs to the organization ${organization} and the management account ${containment.managementAccount}; correct what is wrong`,
	);
}

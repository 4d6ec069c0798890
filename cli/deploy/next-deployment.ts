import { BUS_STACK } from '../../shared/runtime/names.ts';
import { isWhole, wasCreated } from './deployed-stack.ts';
import type { DeployDeps } from './deps.ts';
import { type FoundScp, findScp } from './find-scp.ts';
import type { Part, StackPlace } from './part.ts';

/** What can be deployed now with these credentials. */
export interface NextDeployment {
	readonly stacks: readonly StackPlace[];
	/** The containment SCP for the hub; null if it needs none. */
	readonly scp: FoundScp | null;
	/**
	 * True if the hub's own stack must wait until the management account is deployed, because it needs
	 * the SCP from there.
	 */
	readonly isOnlyBus: boolean;
	/** True if it must be deployed even if no template differs. */
	readonly isDue: boolean;
}

/** Finds out where the deployment stands, and so what comes next in this account. */
export async function nextDeployment(
	part: Part,
	options: { readonly scp: string | null },
	deps: DeployDeps,
): Promise<NextDeployment> {
	const { isOnlyBus, scp } = part.kind === 'hub' ? await ofHub(part, options, deps) : ALL;
	const stacks = isOnlyBus ? part.stacks.filter(({ stack }) => stack === BUS_STACK) : part.stacks;
	const isDue = scp?.isSame === false || (await isAnyBroken(stacks, deps));
	return { stacks, scp, isOnlyBus, isDue };
}

const ALL = { isOnlyBus: false, scp: null } as const;

async function ofHub(
	{ main }: Part,
	options: { readonly scp: string | null },
	deps: DeployDeps,
): Promise<Pick<NextDeployment, 'scp' | 'isOnlyBus'>> {
	const scp = await findScp(options, deps);
	if (deps.configuration.containment.policyType === 'scp') return { scp, isOnlyBus: scp === null };
	// Where managed policies deny, the hub needs no SCP. The one that is there all the same shows that
	// the management account is deployed; where it cannot be seen, running the command again goes on.
	const isBusThere = wasCreated(await deps.aws.stack(BUS_STACK, main.region));
	return { scp: null, isOnlyBus: scp === null && !isBusThere };
}

/** The template of a stack that failed may be the one that was to be deployed. */
async function isAnyBroken(stacks: readonly StackPlace[], { aws }: DeployDeps): Promise<boolean> {
	const found = await Promise.all(stacks.map(({ stack, region }) => aws.stack(stack, region)));
	return found.some((stack) => stack !== null && !isWhole(stack));
}

import { BUS_STACK } from '../../shared/runtime/names.ts';
import { standingOf } from '../operate/stack-state.ts';
import type { DeployDeps } from './deps.ts';
import type { DeployOptions } from './options.ts';
import type { Part, StackPlace } from './part.ts';
import { type FoundScp, findScp } from './scp/find-scp.ts';
import { statesOf } from './stack-states.ts';

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
	/** True if the statements of the delegation are added by hand, now or since the first time. */
	readonly delegationByHand: boolean;
	/** True if it must be deployed even if no template differs. */
	readonly isDue: boolean;
}

/** Finds out where the deployment stands, and so what comes next in this account. */
export async function nextDeployment(
	part: Part,
	options: Pick<DeployOptions, 'scp' | 'delegationByHand'>,
	deps: DeployDeps,
): Promise<NextDeployment> {
	const { isOnlyBus, scp } = part.kind === 'hub' ? await ofHub(part, options, deps) : ALL;
	const stacks = isOnlyBus ? part.stacks.filter(({ stack }) => stack === BUS_STACK) : part.stacks;
	// The template of a stack that is not simply deployed tells nothing about what is there.
	const states = await statesOf({ stacks }, deps.stacks);
	const isBroken = states.some((state) => standingOf(state) !== 'there');
	const isDue = isBroken || scp?.isSame === false;
	const outputs = await deps.aws.outputs(part.main.stack, part.main.region);
	const delegationByHand = options.delegationByHand || outputs?.has('DelegationToAdd') === true;
	return { stacks, scp, isOnlyBus, delegationByHand, isDue };
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
	const isBusThere = (await deps.aws.outputs(BUS_STACK, main.region)) !== null;
	return { scp: null, isOnlyBus: scp === null && !isBusThere };
}

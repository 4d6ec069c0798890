import { isUncovered } from '../../../shared/configuration/management-account.ts';
import { isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { policyOf } from '../way-back/references.ts';
import { expectedBus } from './order.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

type Outputs = ReadonlyMap<string, string>;

/**
 * Whether somebody is denied whom nobody could release after this deployment: by the policy of a
 * management account that loses its responder role, or by a hub that is no longer the hub. Asked
 * before anything is changed.
 */
export const askReleased: Question = async ({ part, deps }) => {
	if (part.kind !== 'management') return NOTHING_TO_ASK;
	const outputs = await deps.aws.outputs(part.main.stack, part.main.region);
	if (outputs === null) return NOTHING_TO_ASK;
	const old = movedFrom(outputs, deps);
	const isLeft = isUncovered(deps.caller.account, deps.configuration.containment);
	const [policy, scp] = await Promise.all([
		old !== null || isLeft ? denyingPolicy(part, deps) : null,
		old === null ? null : denyingScp(outputs, deps),
	]);
	const denying = [scp, policy].filter((arn) => arn !== null);
	return {
		told: losesAccountPolicies(outputs, deps) ? [ACCOUNT_POLICIES_GO] : [],
		problems:
			old !== null && denying.length > 0
				? [hubMoves(old, denying)]
				: [...(isLeft && policy !== null ? [leavesModes(policy, deps)] : [])],
	};
};

/** Gives the bus of the hub to which the rules forward now, if another one is configured. */
function movedFrom(outputs: Outputs, { configuration }: DeployDeps): string | null {
	const deployed = outputs.get('HubBusArn');
	return deployed === undefined || deployed === expectedBus(configuration.deployment)
		? null
		: deployed;
}

/** Gives the ARN of this account's own policy if the stack has it and it denies somebody. */
async function denyingPolicy(
	{ main }: Part,
	{ caller, policies, stacks }: DeployDeps,
): Promise<string | null> {
	const arn = policyOf(caller);
	const resources = await stacks.resources(main.stack, main.region);
	if (!resources.some(({ physicalId }) => physicalId === arn)) return null;
	const text = await policies.text(arn);
	return text === null || isPlaceholder(text) ? null : arn;
}

async function denyingScp(outputs: Outputs, { aws }: DeployDeps): Promise<string | null> {
	const arn = outputs.get('ContainmentScpArn');
	return arn === undefined || isPlaceholder(await aws.scpText(arn)) ? null : arn;
}

function hubMoves(old: string, denying: readonly string[]): string {
	return [
		`the hub moves from ${old}, but this still denies somebody: ${denying.join(', ')}. The new hub does not know them, and the old one could not release them any more:`,
		'  With the configuration and credentials of the old hub: npm run destroy -- --end-containments --reason "…"',
		'  Then run this again',
	].join('\n');
}

function leavesModes(policy: string, { caller }: DeployDeps): string {
	return [
		`containment.modes: no longer covers the management account ${caller.account}, but ${policy} still denies somebody there. With this deployment the role that could release them goes:`,
		'  Release them first, with credentials of the hub: npm run eyes -- status, then release',
		'  Or leave the entry as it is until the containments have ended',
	].join('\n');
}

/** The policies of other accounts cannot be read from here. */
function losesAccountPolicies(outputs: Outputs, { configuration }: DeployDeps): boolean {
	return outputs.get('PolicyType') === 'iam' && configuration.containment.policyType === 'scp';
}

const ACCOUNT_POLICIES_GO =
	'warning: containment.policyType changes from "iam" to "scp", so the policies of all other accounts go, and the roles that write them. Nobody could release those who are still denied by one. Release them first, with credentials of the hub: npm run eyes -- status, then release';

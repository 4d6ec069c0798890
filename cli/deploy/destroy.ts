import { ALL_READ } from '../exit-codes.ts';
import { oneLine } from '../operate/containment-text.ts';
import type { StackState } from '../operate/stack-state.ts';
import { UsageError } from '../usage-error.ts';
import { destroyLine } from './cdk/cdk-lines.ts';
import type { DeployDeps } from './deps.ts';
import type { DestroyOptions } from './options.ts';
import { type Part, partOf } from './part.ts';
import { detachScp, scpOf } from './scp/detach-scp.ts';
import { assertNotBusy, statesOf } from './stack-states.ts';
import { tellFailed } from './way-back/clear-the-way.ts';
import { assertScpDeniesNobody, assertTextsDenyNobody } from './way-back/denied-texts.ts';
import { assertNobodyDenied } from './way-back/end-containments.ts';
import { assertUnattached, ownPolicyOf } from './way-back/references.ts';
import { afterwards, keptLines, keptOf } from './way-back/what-is-left.ts';
import { whyNotDeleted } from './way-back/why-not-deleted.ts';

/** What is found out about a deployment before it is destroyed. */
interface Standing {
	readonly part: Part;
	readonly states: readonly StackState[];
	/** The outputs of the main stack; null if no deployment of it has ever completed. */
	readonly outputs: ReadonlyMap<string, string> | null;
	/** The ARN of the containment SCP; null if this part has none. */
	readonly scp: string | null;
}

/**
 * `eyes destroy` refuses while somebody is denied, or ends those containments first; it refuses
 * while the policy is attached to somebody. Then it deletes the stacks, also of a deployment that
 * failed half-way, and says what is left. Gives the exit code; the CDK's if that failed.
 */
export async function destroy(options: DestroyOptions, deps: DeployDeps): Promise<number> {
	const { configuration, caller, tell } = deps;
	const part = partOf(configuration, caller.account, deps.organizationsRegion);
	await tell(`account: ${caller.account} (${part.kind}), as ${oneLine(caller.arn)}`);
	const standing = await standingOf(part, deps);
	await assertNobodyHeld(options, standing, deps);
	if (part.kind !== 'hub') await assertUnattached(deps);
	if (part.kind === 'management') await tell(orderLine(deps));

	if (!options.yes && !(await deps.confirm(`Destroy eyes-system in account ${caller.account}?`))) {
		await tell('nothing was destroyed');
		return ALL_READ;
	}
	// Rules may have contained somebody while the question was open.
	await assertNobodyHeld(options, standing, deps);
	await freePolicies(standing, deps);
	const kept = await keptOf(standing.states, deps.stacks);
	const destroyed = await deps.cdk(destroyLine(part));
	if (destroyed !== 0) {
		await tellWhy(part, deps);
		if (standing.scp !== null) await tell(DETACHED);
		return destroyed;
	}
	await tell('Destroyed.');
	const policy = await deletePolicy(part, deps);
	const left = [...kept, ...(await keptOf(standing.states, deps.stacks))];
	const lines = keptLines(left.filter(({ name }) => name !== policy));
	for (const line of lines) await tell(line);
	for (const line of afterwards(part, configuration, standing.outputs)) await tell(line);
	return ALL_READ;
}

async function standingOf(part: Part, deps: DeployDeps): Promise<Standing> {
	const states = await statesOf(part, deps.stacks);
	if (states.length === 0) {
		const names = part.stacks.map(({ stack, region }) => `${stack} in ${region}`).join(', ');
		throw new UsageError(
			`account ${part.account} has none of the stacks ${names}: there is nothing to destroy here`,
		);
	}
	assertNotBusy(states);
	await tellFailed(states, deps);
	const outputs = await deps.aws.outputs(part.main.stack, part.main.region);
	return {
		...{ part, states, outputs },
		scp: part.kind === 'management' ? await scpOf(outputs, deps) : null,
	};
}

/** Nobody may stay denied by a text that nobody can change any more. */
async function assertNobodyHeld(
	{ endBecause }: DestroyOptions,
	{ part, outputs, scp }: Standing,
	deps: DeployDeps,
): Promise<void> {
	// The hub's table cannot be read from the management account, but the SCP shows it as well.
	if (part.kind === 'management') return assertScpDeniesNobody(scp, hubFirst(deps), deps);
	if (outputs?.has('TableName') === true) return assertNobodyDenied(endBecause, deps);
	await assertTextsDenyNobody(part, deps);
}

function hubFirst({ configuration: { deployment } }: DeployDeps): string {
	return `so destroy the hub first, in account ${deployment.organization?.hubAccount}: npm run destroy -- --end-containments --reason "…"\nIf the hub is gone, nothing is left that could release them: docs/runbook.md, "Undo everything by hand without eyes-system"`;
}

function orderLine({ configuration: { deployment, containment } }: DeployDeps): string {
	const why =
		containment.policyType === 'iam'
			? 'only there is it known whether a policy of an account still denies somebody'
			: 'without the SCP it could deny nobody, and would raise alarms';
	return `order: the hub in account ${deployment.organization?.hubAccount} comes first, because ${why}. It cannot be seen from here`;
}

/**
 * AWS refuses to delete an SCP that is attached, and a policy that has older versions. The bus, the
 * rules and the roles need nothing.
 */
async function freePolicies({ part, scp }: Standing, deps: DeployDeps): Promise<void> {
	if (scp !== null) await detachScp(scp, deps);
	const policy = ownPolicyOf(part, deps);
	if (policy !== null) await deps.policies.deleteOlderVersions(policy);
}

/**
 * The account's own policy outlives its stack. It denies nobody and is attached to nobody, and
 * nobody can write its text any more. Gives the ARN of what was deleted.
 */
async function deletePolicy(part: Part, deps: DeployDeps): Promise<string | null> {
	const arn = ownPolicyOf(part, deps);
	if (arn === null || (await deps.policies.text(arn)) === null) return null;
	await deps.policies.delete(arn);
	await deps.tell(`deleted: ${arn}, which denied nobody`);
	return arn;
}

const DETACHED =
	'The containment SCP is detached, so it denies nobody any more. Go on with npm run destroy, or attach it again with npm run deploy';

/** Names what CloudFormation could not delete, with what helps. */
async function tellWhy(part: Part, { stacks, tell }: DeployDeps): Promise<void> {
	for (const state of await statesOf(part, stacks))
		for (const line of await whyNotDeleted(state, stacks)) await tell(line);
}

import { isUncovered } from '../../shared/configuration/management-account.ts';
import { isPlaceholder } from '../../shared/containment/document/placeholder.ts';
import { ALL_READ } from '../exit-codes.ts';
import { oneLine } from '../operate/containment-text.ts';
import { UsageError } from '../usage-error.ts';
import { destroyLine } from './cdk-lines.ts';
import type { DeployDeps } from './deps.ts';
import { assertNobodyDenied } from './end-containments.ts';
import type { DestroyOptions } from './options.ts';
import { partOf } from './part.ts';
import { policyOf } from './policy-left.ts';
import { assertUnattached } from './references.ts';
import { whatIsLeft } from './what-is-left.ts';

/**
 * `eyes destroy` refuses while somebody is denied, or ends those containments first; it refuses
 * while the policy is attached to somebody. Then it deletes the stacks and says what is left. Gives
 * the exit code; the CDK's if that failed.
 */
export async function destroy(options: DestroyOptions, deps: DeployDeps): Promise<number> {
	const { configuration, caller, aws, tell } = deps;
	const part = partOf(configuration, caller.account, deps.organizationsRegion);
	await tell(`account: ${caller.account} (${part.kind}), as ${oneLine(caller.arn)}`);
	const { stack, region } = part.main;
	const outputs = await aws.outputs(stack, region);
	if (outputs === null)
		throw new UsageError(
			`account ${caller.account} has no stack ${stack} in ${region}: there is nothing to destroy here`,
		);
	if (part.kind === 'management') await assertNobodyDeniedByScp(outputs, deps);
	else await assertNobodyDenied(options.endBecause, deps);
	if (part.kind !== 'hub') await assertUnattached(deps);

	if (!options.yes && !(await deps.confirm(`Destroy eyes-system in account ${caller.account}?`))) {
		await tell('nothing was destroyed');
		return ALL_READ;
	}
	// Rules may have contained somebody while the question was open.
	if (part.kind !== 'management') await assertNobodyDenied(options.endBecause, deps);
	const destroyed = await deps.cdk(destroyLine(part));
	if (destroyed !== 0) return destroyed;
	const hasPolicy = !isUncovered(caller.account, configuration.containment);
	for (const line of whatIsLeft(part, outputs, hasPolicy ? policyOf(caller) : null))
		await tell(line);
	return ALL_READ;
}

/**
 * The hub's table cannot be read from the management account, but the text of the SCP shows it as
 * well.
 */
async function assertNobodyDeniedByScp(
	outputs: ReadonlyMap<string, string>,
	{ aws, configuration }: DeployDeps,
): Promise<void> {
	const scp = outputs.get('ContainmentScpArn');
	if (scp === undefined || isPlaceholder(await aws.scpText(scp))) return;
	throw new UsageError(
		`the SCP ${scp} still denies somebody. Destroy the hub first, in account ${configuration.deployment.organization?.hubAccount}: ` +
			'npm run destroy -- --end-containments --reason "…"',
	);
}

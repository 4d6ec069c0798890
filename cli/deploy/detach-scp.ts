import { isPlaceholder } from '../../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import { untilDone } from './attach-scp.ts';
import type { DeployDeps } from './deps.ts';

/** Gives the ARN of the containment SCP of the management account's stack; null if it has none. */
export async function scpOf(
	outputs: ReadonlyMap<string, string> | null,
	{ aws }: DeployDeps,
): Promise<string | null> {
	const arn = outputs?.get('ContainmentScpArn');
	if (arn !== undefined) return arn;
	const found = await aws.scpByName(CONTAINMENT_SCP);
	return typeof found === 'string' ? null : found.arn;
}

/**
 * The hub's table cannot be read from the management account, but the text of the SCP shows as well
 * who is denied. Throws a UsageError if it denies somebody.
 */
export async function assertScpDeniesNobody(
	scp: string | null,
	{ aws, configuration, tell }: DeployDeps,
): Promise<void> {
	if (scp === null) return tell('containment SCP: there is none');
	if (isPlaceholder(await aws.scpText(scp))) return tell(`containment SCP: ${scp} denies nobody`);
	throw new UsageError(
		`the SCP ${scp} still denies somebody. Destroy the hub first, in account ${configuration.deployment.organization?.hubAccount}: ` +
			'npm run destroy -- --end-containments --reason "…"',
	);
}

/**
 * Detaches the containment SCP from everything, so that its stack can be deleted: CloudFormation
 * attached it to nothing, and Organizations refuses to delete an SCP that is attached. Call it only
 * when the text denies nobody.
 */
export async function detachScp(scp: string, deps: DeployDeps): Promise<void> {
	const { attachments, tell } = deps;
	for (const target of await attachments.targetsOf(scp)) {
		await untilDone(() => attachments.detach(scp, target), deps);
		await tell(`containment SCP: detached from ${target}`);
	}
}

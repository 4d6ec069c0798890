import { CONTAINMENT_SCP } from '../../../shared/runtime/names.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';
import { untilDone } from './attach-scp.ts';

/**
 * Gives the ARN of the containment SCP of the management account's stack; null if it has none. Throws
 * a UsageError if that cannot be seen: an SCP that denies somebody might be left behind.
 */
export async function scpOf(
	outputs: ReadonlyMap<string, string> | null,
	{ aws }: DeployDeps,
): Promise<string | null> {
	const arn = outputs?.get('ContainmentScpArn');
	if (arn !== undefined) return arn;
	const found = await aws.scpByName(CONTAINMENT_SCP);
	if (found === 'denied')
		throw new UsageError(
			'you may not list SCPs (organizations:ListPolicies), so whether the containment SCP denies somebody is not known, and nothing was deleted: have it added to your role, or use another role',
		);
	return found === 'none' ? null : found.arn;
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

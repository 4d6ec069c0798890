import { isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../../../shared/runtime/names.ts';
import { UsageError } from '../../usage-error.ts';
import type { DeployDeps } from '../deps.ts';
import type { Part } from '../part.ts';
import { ownPolicyOf } from './references.ts';

/**
 * Without a table nobody is known to be denied, but the texts that deny show it as well. Throws a
 * UsageError if one of them denies somebody: once the stacks are gone, nothing could change it.
 */
export async function assertTextsDenyNobody(part: Part, deps: DeployDeps): Promise<void> {
	if (part.kind === 'hub') return assertFoundScpDeniesNobody(deps);
	const { policies, tell } = deps;
	const policy = ownPolicyOf(part, deps);
	if (policy === null) return;
	const text = await policies.text(policy);
	if (text === null) return tell(`policy: ${policy} does not exist`);
	if (isPlaceholder(text)) return tell(`policy: ${policy} denies nobody`);
	throw new UsageError(
		`${policy} still denies somebody, and there is no table from which they could be released. ${BY_HAND}`,
	);
}

async function assertFoundScpDeniesNobody(deps: DeployDeps): Promise<void> {
	const scp = await deps.aws.scpByName(CONTAINMENT_SCP);
	if (scp === 'denied')
		return deps.tell(
			'warning: these credentials may not read the SCP; destroying in the management account checks that it denies nobody',
		);
	const help = `and there is no table from which they could be released. ${BY_HAND}, in the management account`;
	await assertScpDeniesNobody(scp === 'none' ? null : scp.arn, help, deps);
}

/**
 * Throws a UsageError with the help if the text of the SCP denies somebody. There may be no SCP: then
 * it is null.
 */
export async function assertScpDeniesNobody(
	scp: string | null,
	help: string,
	{ aws, tell }: DeployDeps,
): Promise<void> {
	if (scp === null) return tell('containment SCP: there is none');
	if (isPlaceholder(await aws.scpText(scp))) return tell(`containment SCP: ${scp} denies nobody`);
	throw new UsageError(`the SCP ${scp} still denies somebody, ${help}`);
}

const BY_HAND =
	'Nothing was deleted. Give it the text that denies nobody first: docs/runbook.md, "Undo everything by hand without eyes-system"';

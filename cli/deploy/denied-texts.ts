import { isUncovered } from '../../shared/configuration/management-account.ts';
import { isPlaceholder } from '../../shared/containment/document/placeholder.ts';
import { CONTAINMENT_SCP } from '../../shared/runtime/names.ts';
import { UsageError } from '../usage-error.ts';
import type { DeployDeps } from './deps.ts';
import type { Part } from './part.ts';
import { policyOf } from './policy-left.ts';

/**
 * Without a table nobody is known to be denied, but the texts that deny show it as well. Throws a
 * UsageError if one of them denies somebody: once the stacks are gone, nothing could change it.
 */
export async function assertTextsDenyNobody({ kind }: Part, deps: DeployDeps): Promise<void> {
	if (kind === 'hub') return assertScpDeniesNobody(deps);
	const { caller, configuration, policies, tell } = deps;
	if (isUncovered(caller.account, configuration.containment)) return;
	const policy = policyOf(caller);
	const text = await policies.text(policy);
	if (text === null) return tell(`policy: ${policy} does not exist`);
	if (isPlaceholder(text)) return tell(`policy: ${policy} denies nobody`);
	throw new UsageError(
		`${policy} still denies somebody, and there is no table from which they could be released. Nothing was deleted.\n` +
			'Give it the text that denies nobody first: docs/runbook.md, "Undo everything by hand without eyes-system"',
	);
}

async function assertScpDeniesNobody({ aws, tell }: DeployDeps): Promise<void> {
	const scp = await aws.scpByName(CONTAINMENT_SCP);
	if (scp === 'none') return tell(`SCP: there is none named ${CONTAINMENT_SCP}`);
	if (scp === 'denied')
		return tell(
			'warning: these credentials may not read the SCP; destroying in the management account checks that it denies nobody',
		);
	if (isPlaceholder(await aws.scpText(scp.arn))) return tell(`SCP: ${scp.arn} denies nobody`);
	throw new UsageError(
		`the SCP ${scp.arn} still denies somebody, and there is no table from which they could be released. Nothing was deleted.\n` +
			'Give it the text that denies nobody first, in the management account: docs/runbook.md, "Undo everything by hand without eyes-system"',
	);
}

import { isDeepStrictEqual } from 'node:util';
import { guardScp } from '../../../infra/guard-scp.ts';
import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { partitionOf } from '../../../shared/runtime/global-region.ts';
import { CONTAINMENT_SCP, GUARD_SCP } from '../../../shared/runtime/names.ts';
import { scpTargets } from '../../deploy/scp/attach-scp.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { VerifyDeps } from '../verify-deps.ts';
import { judgeText } from './policy-texts.ts';

const LIST = 'aws organizations list-policies --filter SERVICE_CONTROL_POLICY';
const TARGETS = 'aws organizations list-targets-for-policy --policy-id p-…';
const TEXT =
	'aws organizations describe-policy --policy-id p-… --query Policy.Content --output text';
const DEPLOY = 'npm run deploy';

/** Both SCPs must hang at the configured targets, and at nothing else. */
export const checkScps: Check = {
	places: ['management'],
	byHand: `${LIST}; ${TARGETS}`,
	ask: async (deps) => {
		const { configuration } = deps;
		return [
			...(await judgeTargets(CONTAINMENT_SCP, scpTargets(configuration), deps)),
			...(await judgeTargets(GUARD_SCP, targetIds(configuration.deployment), deps)),
		];
	},
};

/** The containment SCP must have a text of ours, and the guard SCP that of the configuration. */
export const checkScpTexts: Check = {
	places: ['management'],
	byHand: TEXT,
	ask: async (deps) => [await judgeContainment(deps), ...(await judgeGuard(deps))],
};

async function judgeTargets(
	name: string,
	expected: readonly string[],
	{ deploy }: VerifyDeps,
): Promise<Finding[]> {
	const found = await deploy.aws.scpByName(name);
	if (typeof found === 'string') return [notFound(name, found)];
	const targets = await deploy.attachments.targetsOf(found.arn);
	const missing = expected.filter((id) => !targets.includes(id));
	const others = targets.filter((id) => !expected.includes(id));
	if (missing.length === 0 && others.length === 0)
		return [ok(`SCP ${name}: attached to ${expected.join(', ') || 'nothing'}, as configured`)];
	return [
		...missing.map((id) => differs(`SCP ${name}: is not attached to ${id}`, DEPLOY)),
		...others.map((id) =>
			differs(
				`SCP ${name}: is attached to ${id}, which deployment.targets does not name`,
				...[DEPLOY, TARGETS],
			),
		),
	];
}

async function judgeContainment(deps: VerifyDeps): Promise<Finding> {
	const found = await deps.deploy.aws.scpByName(CONTAINMENT_SCP);
	if (typeof found === 'string') return notFound(CONTAINMENT_SCP, found);
	const text = await deps.deploy.aws.scpText(found.arn);
	return judgeText(`SCP ${CONTAINMENT_SCP}`, { text, policy: 'scp', deps });
}

async function judgeGuard({ configuration, deploy }: VerifyDeps): Promise<Finding[]> {
	const found = await deploy.aws.scpByName(GUARD_SCP);
	if (typeof found === 'string') return [notFound(GUARD_SCP, found)];
	// The guard's text names this SCP. That it is missing is told above.
	const containment = await deploy.aws.scpByName(CONTAINMENT_SCP);
	if (typeof containment === 'string') return [];
	const { region, organization, guardExemptRoles, guardTrails } = configuration.deployment;
	const expected = guardScp({
		...{ partition: partitionOf(region), hubAccount: organization?.hubAccount ?? '' },
		...{ containmentScp: containment.arn, guardExemptRoles, guardTrails },
	});
	const text = await deploy.aws.scpText(found.arn);
	const isSame =
		text !== '' && isDeepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(expected)));
	return [
		isSame
			? ok(`SCP ${GUARD_SCP}: has the text of this version and configuration`)
			: differs(`SCP ${GUARD_SCP}: its text is not that of this version and configuration`, DEPLOY),
	];
}

function notFound(name: string, found: 'none' | 'denied'): Finding {
	return found === 'none'
		? differs(`SCP ${name}: does not exist`, DEPLOY)
		: notChecked(`SCP ${name}: these credentials may not list SCPs`, LIST);
}

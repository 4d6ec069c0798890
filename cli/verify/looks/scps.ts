import { targetIds } from '../../../shared/configuration/deployment-targets.ts';
import { CONTAINMENT_SCP, GUARD_SCP } from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import type { VerifyDeps } from '../verify-deps.ts';
import { judgeText } from './policy-texts.ts';

const LIST = 'aws organizations list-policies --filter SERVICE_CONTROL_POLICY';
const TARGETS = 'aws organizations list-targets-for-policy --policy-id p-…';

/** Both SCPs must hang at the configured targets, and at nothing else. */
export const checkScps: Check = {
	places: ['management'],
	byHand: `${LIST}; ${TARGETS}`,
	ask: async (deps) => [
		...(await targetsOf(CONTAINMENT_SCP, deps)),
		...(await targetsOf(GUARD_SCP, deps)),
	],
};

/** The text of the containment SCP must be one of ours. */
export const checkScpText: Check = {
	places: ['management'],
	byHand: 'aws organizations describe-policy --policy-id p-… --query Policy.Content',
	ask: async (deps) => {
		const found = await deps.deploy.aws.scpByName(CONTAINMENT_SCP);
		if (typeof found === 'string') return [notFound(CONTAINMENT_SCP, found)];
		const { text } = await deps.aws.scp(found.arn);
		return [judgeText(`SCP ${CONTAINMENT_SCP}`, { text, policy: 'scp', deps })];
	},
};

async function targetsOf(
	name: string,
	{ configuration, deploy, aws }: VerifyDeps,
): Promise<Finding[]> {
	const found = await deploy.aws.scpByName(name);
	if (typeof found === 'string') return [notFound(name, found)];
	const { targets } = await aws.scp(found.arn);
	const expected = targetIds(configuration.deployment);
	const missing = expected.filter((id) => !targets.includes(id));
	const others = targets.filter((id) => !expected.includes(id));
	if (missing.length === 0 && others.length === 0)
		return [ok(`SCP ${name}: attached to ${expected.join(', ')} and to nothing else`)];
	return [
		...missing.map((id) => differs(`SCP ${name}: is not attached to ${id}`, 'npm run deploy')),
		...others.map((id) =>
			differs(`SCP ${name}: is attached to ${id}, which deployment.targets does not name`, TARGETS),
		),
	];
}

function notFound(name: string, found: 'none' | 'denied'): Finding {
	return found === 'none'
		? differs(`SCP ${name}: does not exist`, 'npm run deploy')
		: notChecked(`SCP ${name}: these credentials may not list SCPs`, LIST);
}

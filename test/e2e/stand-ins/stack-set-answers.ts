import type { DeployQuestions } from '../../../cli/deploy/deps.ts';
import { STACK_SETS } from '../../../shared/runtime/names.ts';
import type { StackInstance } from '../../../shared/stack-sets/stack-instance.ts';
import { type Cloud, stackSetOf } from '../deploy/cloud.ts';
import { objectOr } from '../deploy/template.ts';
import { accountsBelow, ORGANIZATION } from '../the-organization.ts';
import { instancesOf, stackSetsOf } from './stack-sets.ts';

/** What CloudFormation would say about the StackSets that `stack-sets.ts` deploys. */
export function stackSetAnswers(
	cloud: Cloud,
): Pick<DeployQuestions, 'stackSets' | 'unitsOfStackSet'> {
	return {
		unitsOfStackSet: async (name, region) => unitsOf(cloud, name, region),
		stackSets: {
			working: async () => [],
			instances: async () => STACK_SETS.flatMap((name) => instances(cloud, name)),
			accounts: async (units) => {
				const below = await accountsBelow(cloud.at.organizations);
				const members = below.get(ORGANIZATION.root) ?? [];
				const inUnits = units.flatMap((unit) => below.get(unit) ?? []);
				return { active: [ORGANIZATION.management, ...members], inUnits };
			},
		},
	};
}

function unitsOf(cloud: Cloud, name: string, region: string): string[] {
	const place = { endpoint: cloud.at.aws, account: ORGANIZATION.management, region };
	const stack = stackSetOf(cloud, place, name);
	if (stack === undefined) return [];
	const set = stackSetsOf(stack).find(({ properties }) => properties.StackSetName === name);
	const groups = set?.properties.StackInstancesGroup;
	return (Array.isArray(groups) ? groups : []).flatMap((group) => {
		const { OrganizationalUnitIds } = objectOr(objectOr(group).DeploymentTargets);
		return Array.isArray(OrganizationalUnitIds) ? OrganizationalUnitIds.map(String) : [];
	});
}

function instances(cloud: Cloud, stackSet: string): StackInstance[] {
	const name = `StackSet-${stackSet}`;
	const failed = [...cloud.failures].flatMap(([key, reason]) => {
		const [account = '', region = '', stack] = key.split(' ');
		if (stack !== name) return [];
		return [{ stackSet, account, region, status: 'OUTDATED', detail: 'FAILED', reason }];
	});
	const broken = new Set(failed.map(({ account, region }) => `${account} ${region}`));
	const current = instancesOf(cloud, name)
		.filter(({ place: { account, region } }) => !broken.has(`${account} ${region}`))
		.map(({ place: { account, region } }) => ({
			...{ stackSet, account, region, status: 'CURRENT', detail: 'SUCCEEDED', reason: '' },
		}));
	return [...failed, ...current];
}

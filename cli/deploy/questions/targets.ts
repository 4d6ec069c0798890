import type {
	Configuration,
	DeploymentTargets,
} from '../../../shared/configuration/configuration.ts';
import { isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import { UNIT_STACK_SETS } from '../../../shared/runtime/names.ts';
import type { DeployDeps } from '../deps.ts';
import { leftoversOf, stillDenies } from '../scp/attach-scp.ts';
import { NOTHING_TO_ASK, type Question } from './question.ts';

/** A configured unit or account, and what is above it; null if the organization does not have it. */
interface Place {
	readonly id: string;
	readonly above: readonly string[] | null;
}

/**
 * Whether the targets exist and fit together. Both SCPs and the StackSets name them, so a wrong one
 * would make the deployment fail half-way.
 */
export const askTargets: Question = async ({ part, deps }) => {
	const { organization, targets } = deps.configuration.deployment;
	if (part.kind !== 'management' || organization === null || targets === null)
		return NOTHING_TO_ASK;
	const ids = [...targets.units, ...targets.accounts];
	const [root, places, deployed, left] = await Promise.all([
		deps.aws.root(),
		placesOf(ids, deps),
		deps.aws.unitsOfStackSet(UNIT_STACK_SETS.accounts, part.main.region),
		wouldRelease(part.main, deps),
	]);
	const problems = [
		...(root === organization.root
			? []
			: [
					`deployment.organization.root: is ${organization.root}, but the root of this organization is ${root}; correct it`,
				]),
		...places.flatMap((place) => missing(place, targets)),
		...places.flatMap((place) => nested(place, targets)),
		...places.flatMap((place) => moved(place, targets, deployed)),
		...left,
	];
	const told = targets.root === true ? 'the root' : ids.join(', ');
	if (problems.length > 0) return { told: [], problems };
	return {
		told: [
			`targets: ${told}: found`,
			...leaving(deployed, deps.configuration).map((line) => `warning: ${line}`),
		],
		problems,
	};
};

/**
 * CloudFormation deletes the stacks below a unit that is a target no more, and only then creates those
 * of the other targets, also where both are for the same account (AltResourceModelAnalyzer and
 * UpdateHandler).
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-cloudformation
 */
function leaving(deployed: readonly string[], configuration: Configuration): string[] {
	const { targets, organization } = configuration.deployment;
	const wanted = targets === null || targets.root === true ? [organization?.root] : targets.units;
	const attached =
		configuration.containment.policyType === 'iam'
			? '. AWS deletes no policy that is attached: release first who is denied there, and detach it from permission sets (docs/upgrading.md#an-account-that-leaves-and-comes-back)'
			: '';
	return deployed
		.filter((unit) => !wanted.includes(unit))
		.map(
			(unit) =>
				`the accounts below ${unit} lose their stacks, and those that another target covers get them again: for some minutes their sign-ins are not seen${attached}`,
		);
}

/** One after another: a pilot may name many accounts, and Organizations throttles. */
async function placesOf(ids: readonly string[], { aws }: DeployDeps): Promise<Place[]> {
	const places: Place[] = [];
	for (const id of ids) places.push({ id, above: await aws.above(id) });
	return places;
}

function missing({ id, above }: Place, targets: DeploymentTargets): string[] {
	if (above !== null) return [];
	return [
		targets.units.includes(id)
			? `deployment.targets.units: the organization has no unit ${id}; correct it, or remove it. The units below the root or a unit:\n  aws organizations list-organizational-units-for-parent --parent-id ID`
			: `deployment.targets.accounts: the organization has no account ${id}; correct it, or remove it:\n  aws organizations list-accounts --query 'Accounts[].[Id,Name,Status]' --output text`,
	];
}

/** Two StackSets would bring the same roles and rules to the account, and the second would fail. */
function nested({ id, above }: Place, { units }: DeploymentTargets): string[] {
	const unit = (above ?? []).find((one) => units.includes(one));
	return unit === undefined
		? []
		: [
				`deployment.targets: ${id} lies below the unit ${unit}, which is a target too; remove ${id}`,
			];
}

/**
 * The StackSets of named accounts are updated first. So an account that leaves its unit's StackSets
 * in the same deployment would still have their roles when its own ones come.
 */
function moved(
	{ id, above }: Place,
	{ units, accounts }: DeploymentTargets,
	deployed: readonly string[],
): string[] {
	if (!accounts.includes(id)) return [];
	const unit = (above ?? []).find((one) => deployed.includes(one) && !units.includes(one));
	if (unit === undefined) return [];
	return [
		[
			`deployment.targets.accounts: ${id} still has the stacks that it got as a part of ${unit}. Do it in two steps:`,
			`  1. Deploy without ${unit} and without ${id}; the account is not watched until the second step`,
			`  2. Add ${id} to accounts, and deploy again`,
		].join('\n'),
	];
}

/** Asked before the CDK works, because the SCP is detached only after it. */
async function wouldRelease(
	{ stack, region }: { readonly stack: string; readonly region: string },
	deps: DeployDeps,
): Promise<string[]> {
	const scp = (await deps.aws.outputs(stack, region))?.get('ContainmentScpArn');
	if (scp === undefined) return [];
	const uncovered = (await leftoversOf(scp, deps))
		.filter(({ isCovered }) => !isCovered)
		.map(({ target }) => target);
	if (uncovered.length === 0 || isPlaceholder(await deps.aws.scpText(scp))) return [];
	return [stillDenies(scp, uncovered)];
}

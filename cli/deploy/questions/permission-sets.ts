import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { coversManagement } from '../../../shared/configuration/management-account.ts';
import { CONTAINMENT_POLICY, ROLE_PATH } from '../../../shared/runtime/names.ts';
import { oneLine } from '../../operate/containment-text.ts';
import { ifAllowed } from './if-allowed.ts';
import type { ReferencingSet } from './preflight.ts';
import { type Asking, NOTHING_TO_ASK, type Question } from './question.ts';

const POLICY = `${ROLE_PATH}${CONTAINMENT_POLICY}`;

/**
 * Identity Center does not provision a permission set in an account without a policy that the set
 * references, so the people who are assigned there could not sign in.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html
 */
export const askPermissionSets: Question = ifAllowed(
	async (asking) => {
		if (!isPolicyAnywhere(asking)) return NOTHING_TO_ASK;
		const { part, deps } = asking;
		const found = await Promise.all(part.regions.map((region) => deps.aws.referencingSets(region)));
		const sets = [...new Map(found.flat().map((set) => [set.arn, set])).values()];
		if (sets.length === 0) {
			const told = `permission sets: none in ${part.regions.join(', ')} references ${POLICY}`;
			return { told: [told], problems: [] };
		}
		const having = await accountsWithPolicy(sets, asking);
		const warnings = sets.flatMap((set) => warningOf(set, having));
		const fine = `permission sets: ${sets.length} reference ${POLICY}, and it is in all their accounts`;
		return { told: warnings.length === 0 ? [fine] : warnings, problems: [] };
	},
	() => ({
		what: `whether a permission set references ${POLICY} and is assigned in an account without that policy, where it cannot be provisioned`,
		command:
			'aws sso-admin list-customer-managed-policy-references-in-permission-set --instance-arn INSTANCE --permission-set-arn SET',
	}),
);

/** With SCPs only a management account in which people may be denied has the policy. */
function isPolicyAnywhere({ part: { kind }, deps: { configuration } }: Asking): boolean {
	const { containment } = configuration;
	if (kind === 'management')
		return containment.policyType === 'iam' || coversManagement(containment);
	return kind === 'single-account';
}

/**
 * Gives the accounts of permission sets that have the policy after this deployment. Each is asked for
 * once, one after another: there may be hundreds, and Organizations throttles.
 */
async function accountsWithPolicy(
	sets: readonly ReferencingSet[],
	asking: Asking,
): Promise<ReadonlySet<string>> {
	const having = new Set<string>();
	for (const account of new Set(sets.flatMap(({ accounts }) => accounts)))
		if (await hasPolicy(account, asking)) having.add(account);
	return having;
}

function warningOf(set: ReferencingSet, having: ReadonlySet<string>): string[] {
	const lacking = set.accounts.filter((account) => !having.has(account));
	if (lacking.length === 0) return [];
	return [
		[
			`warning: the permission set ${oneLine(set.name)} references ${POLICY}, which is not in account ${lacking.join(', ')}, so it cannot be provisioned there. Use another set there, or take the reference away:`,
			`  aws sso-admin detach-customer-managed-policy-reference-from-permission-set --instance-arn ${set.instance} --permission-set-arn ${set.arn} --customer-managed-policy-reference Name=${CONTAINMENT_POLICY},Path=${ROLE_PATH}`,
		].join('\n'),
	];
}

/** True if the account has the policy after this deployment. */
async function hasPolicy(account: string, { part, deps }: Asking): Promise<boolean> {
	const { containment, deployment } = deps.configuration;
	if (part.kind === 'single-account') return account === part.account;
	if (account === containment.managementAccount) return coversManagement(containment);
	if (containment.policyType !== 'iam') return false;
	const covered = isCovered(deployment, account);
	if (covered !== 'unknown') return covered;
	const above = await deps.aws.above(account);
	return above?.some((unit) => deployment.targets?.units.includes(unit)) === true;
}

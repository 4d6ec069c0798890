import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { coversManagement } from '../../../shared/configuration/management-account.ts';
import type { PolicyId } from '../../../shared/containment/containment.ts';
import { canonicalText, isPlaceholder } from '../../../shared/containment/document/placeholder.ts';
import { countInText } from '../../../shared/containment/document/read-denied.ts';
import { validateDenyDocument } from '../../../shared/containment/document/validate-deny-document.ts';
import { protectedIds } from '../../../shared/containment/protected-principal.ts';
import { policyOf } from '../../deploy/way-back/references.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import { LIST_PARENTS, ONLY_OUTSIDE } from '../place.ts';
import type { VerifyDeps } from '../verify-deps.ts';

/** The account's own policy, where people are denied by it, must have a text of ours. */
export const checkPolicyText: Check = {
	places: ['single-account', 'management', 'hub', 'member'],
	byHand:
		'aws iam get-policy-version --policy-arn arn:aws:iam::ACCOUNT:policy/eyes/eyes-containment --version-id vN',
	ask: async (deps) => {
		const { caller, deploy } = deps;
		const arn = policyOf(caller);
		const text = await deploy.policies.text(arn);
		const has = hasPolicy(deps);
		if (text === null)
			return has === true ? [differs(`${arn}: does not exist`, 'npm run deploy')] : [noPolicy(has)];
		const judged = judgeText(arn, { text, policy: `iam:${caller.account}`, deps });
		return has === false
			? [judged, differs(`${arn}: exists, but nobody is denied by it here as configured`)]
			: [judged];
	},
};

function noPolicy(has: false | 'unknown'): Finding {
	return has === 'unknown'
		? notChecked(`this account has no containment policy. ${ONLY_OUTSIDE}`, LIST_PARENTS)
		: ok('this account has no containment policy, and needs none');
}

/** True where people are denied by a policy of the account; `unknown` if its unit decides. */
function hasPolicy({ place, caller, configuration }: VerifyDeps): boolean | 'unknown' {
	if (place === 'single-account') return true;
	if (place === 'management') return coversManagement(configuration.containment);
	if (configuration.containment.policyType === 'scp') return false;
	return isCovered(configuration.deployment, caller.account);
}

interface Judged {
	readonly text: string;
	readonly policy: PolicyId;
	readonly deps: VerifyDeps;
}

/** Says whether a text is the placeholder, a deny document of ours, or something else. */
export function judgeText(what: string, { text, policy, deps }: Judged): Finding {
	if (isPlaceholder(text)) return ok(`${what}: has the placeholder, which denies nobody`);
	const { networks, containment } = deps.configuration;
	const problems = validateDenyDocument(canonicalText(text), {
		...{ policy, networks, now: deps.now() },
		protectedPrincipals: protectedIds(containment.protectedPrincipals),
	});
	if (problems.length > 0)
		return differs(
			`${what}: is no deny document of this configuration: ${problems.join('; ')}`,
			'docs/runbook.md, "Somebody tampered with a denial"; after a change of networks wait five minutes for reconcile, and look again',
		);
	const { principals, roles } = countInText(text);
	return ok(`${what}: has a deny document of ours, ${principals} principals and ${roles} roles`);
}

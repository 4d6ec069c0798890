import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { coversManagement } from '../../../shared/configuration/management-account.ts';
import { dateTime } from '../../../shared/notification/card/date-time.ts';
import {
	FORWARDER_ROLE,
	READER_ROLE,
	REPORT_READER_ROLE,
	RESPONDER_ROLE,
} from '../../../shared/runtime/names.ts';
import { type Check, differs, type Finding, notChecked, ok } from '../look.ts';
import { LIST_PARENTS, ONLY_OUTSIDE } from '../place.ts';
import type { VerifyDeps } from '../verify-deps.ts';

/** Only functions of the hub may assume most of these roles, so a person sees only their use. */
export const checkRoles: Check = {
	places: ['single-account', 'management', 'hub', 'member'],
	byHand: `aws iam get-role --role-name ${READER_ROLE} --query Role.RoleLastUsed`,
	ask: async (deps) => {
		const { configuration, caller, place } = deps;
		const covered = place === 'management' || isCovered(configuration.deployment, caller.account);
		if (covered !== true && (await deps.aws.role(READER_ROLE)) === null) return [noRoles(covered)];
		return Promise.all(rolesIn(deps).map((role) => ofRole(role, deps)));
	},
};

function noRoles(covered: false | 'unknown'): Finding {
	return covered === 'unknown'
		? notChecked(`this account has no roles of ours. ${ONLY_OUTSIDE}`, LIST_PARENTS)
		: ok('this account has no roles of ours: StackSets do not deploy to it');
}

function rolesIn({ configuration: { containment }, place }: VerifyDeps): string[] {
	const responds =
		place === 'single-account' ||
		(place === 'management' ? coversManagement(containment) : containment.policyType === 'iam');
	return [READER_ROLE, REPORT_READER_ROLE, FORWARDER_ROLE, ...(responds ? [RESPONDER_ROLE] : [])];
}

/** AWS tells uses with a delay: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html */
async function ofRole(name: string, deps: VerifyDeps): Promise<Finding> {
	const { configuration, caller } = deps;
	const role = await deps.aws.role(name);
	if (role === null) return differs(`role ${name}: does not exist`, 'npm run deploy');
	const hub = configuration.deployment.organization?.hubAccount ?? caller.account;
	if (name !== FORWARDER_ROLE && !role.trust.includes(hub))
		return differs(
			`role ${name}: does not trust the hub ${hub}`,
			`aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument`,
		);
	if (role.lastUsed !== null)
		return ok(`role ${name}: last used ${dateTime(role.lastUsed, configuration.timeZone)}`);
	return notChecked(
		`role ${name}: AWS knows of no use yet; it tells uses hours later`,
		HOW_USED[name] ?? `aws iam get-role --role-name ${name} --query Role.RoleLastUsed`,
	);
}

const HOW_USED: Readonly<Record<string, string>> = {
	[READER_ROLE]: 'sign in here with an access key, then look again after some hours',
	[REPORT_READER_ROLE]:
		'start the weekly report as docs/first-deployment.md says, then look again after some hours',
	[FORWARDER_ROLE]: 'a rule uses it with each event: see look 9',
	[RESPONDER_ROLE]: 'a containment uses it: see look 13',
};

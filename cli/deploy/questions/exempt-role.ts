import { exemptInTheHub } from '../../../infra/guard/exempt-roles.ts';
import type { Deployment } from '../../../shared/configuration/configuration.ts';
import { isCovered } from '../../../shared/configuration/deployment-targets.ts';
import { matchesArn } from '../../../shared/configuration/pattern.ts';
import { partitionOf } from '../../../shared/runtime/global-region.ts';
import { nameInArn, readArn, roleOfAssumedRole } from '../../../shared/sign-in/arn.ts';
import { oneLine } from '../../operate/containment-text.ts';
import { ifAllowed } from './if-allowed.ts';
import { type Answer, NOTHING_TO_ASK, type Question } from './question.ts';

/**
 * In the hub the guard SCP stops everybody who is not exempt, also the next deployment and
 * `eyes release`. It stands before the hub is deployed, so this is asked before.
 */
export const askExemptRole: Question = ifAllowed(
	async ({ part: { kind }, deps: { configuration, caller, aws } }) => {
		if (kind === 'single-account') return NOTHING_TO_ASK;
		if (kind === 'management') return inManagement(configuration.deployment);
		const role = roleOfAssumedRole(caller.arn);
		const arn = role === null ? null : await aws.roleArn(nameInArn(role) ?? role);
		return judgeRole(arn ?? role ?? caller.arn, configuration.deployment);
	},
	({ deps: { caller, configuration } }) => ({
		what: `whether your role is among those that the guard SCP exempts, ${configuration.deployment.guardExemptRoles.join(', ')}`,
		command: `aws iam get-role --query Role.Arn --role-name ${nameInArn(roleOfAssumedRole(caller.arn) ?? '') ?? 'YOUR-ROLE'}`,
	}),
);

/** No SCP applies to the management account, so its caller need not be exempt. */
function inManagement({ guardExemptRoles, organization }: Deployment): Answer {
	const warning = `warning: in the hub ${organization?.hubAccount} the guard SCP lets only ${guardExemptRoles.join(', ')} change eyes-system. Make sure that the roles of all who deploy there, and who run \`eyes release\`, \`contain\` or \`resume\`, are among them`;
	return { told: [warning], problems: [] };
}

/** Says whether the guard SCP exempts the principal with this ARN. It asks with ArnNotLike. */
export function judgeRole(arn: string, deployment: Deployment): Answer {
	const exempt = deployment.guardExemptRoles;
	if (patternsOf(deployment).some((pattern) => matchesArn(pattern, arn))) {
		const told = `guard: your role ${oneLine(arn)} is exempt; so must be the roles of all who run \`eyes release\`, \`contain\` or \`resume\``;
		return { told: [told], problems: [] };
	}
	const isBound = isCovered(deployment, deployment.organization?.hubAccount ?? '');
	if (isBound === false) return NOTHING_TO_ASK;
	const problem = [notExempt(arn, deployment), ...remediation(arn, exempt)].join('\n');
	return isBound === true
		? { told: [], problems: [problem] }
		: {
				told: [`warning: if the hub is in a unit of deployment.targets, ${problem}`],
				problems: [],
			};
}

function notExempt(arn: string, { guardExemptRoles }: Deployment): string {
	return `the guard SCP does not exempt you, ${oneLine(arn)}: your deployments and \`eyes release\` are refused in the hub as soon as it is attached. deployment.guardExemptRoles: ${guardExemptRoles.join(', ')}`;
}

/** The configured roles, and those with which the CDK and StackSets work. */
function patternsOf({ region, organization, guardExemptRoles }: Deployment): string[] {
	const hubAccount = organization?.hubAccount ?? '';
	return exemptInTheHub({ partition: partitionOf(region), hubAccount, guardExemptRoles });
}

function remediation(arn: string, exempt: readonly string[]): string[] {
	const isRole = readArn(arn)?.resource.startsWith('role/') ?? false;
	if (!isRole) return ['  Only roles can be exempt: deploy with one of these'];
	const roles = [...exempt, patternFor(arn)].map((one) => `'${one}'`).join(', ');
	return [
		'  Use another role, or write this in deployment of eyes.config.ts and deploy in the management account before the hub:',
		`  guardExemptRoles: [${roles}],`,
	];
}

/**
 * The role of a permission set has another name in each account, and another path in each Region of
 * Identity Center.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
function patternFor(arn: string): string {
	const [, partition, set] =
		/^arn:([\w-]+):iam::\d+:role\/(?:.*\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(arn) ?? [];
	return set === undefined
		? arn
		: `arn:${partition}:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${set}_*`;
}

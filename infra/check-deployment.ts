import type { Configuration } from '../shared/configuration/configuration.ts';
import { conditionSize } from '../shared/containment/document/untrusted-condition-size.ts';
import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';

export interface DeploymentCheck {
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
}

/** AWS writes what its global services record in this Region only. */
const GLOBAL_REGION = 'us-east-1';
/** One statement serves people of one kind whose denials end together. With fewer, requests are soon refused. */
const FEW_STATEMENTS = 5;

/** What contradicts itself in a configuration that is to be deployed. Each sentence says what to do. */
export function checkDeployment(configuration: Configuration): DeploymentCheck {
	return {
		errors: [...ofKind(configuration), ...ofRegions(configuration), ...nothingSaid(configuration)],
		warnings: [
			...unseenRegions(configuration),
			...littleRoom(configuration),
			...rootAtLarge(configuration),
		],
	};
}

function ofKind(configuration: Configuration): string[] {
	return configuration.deployment.kind === 'organization'
		? ofOrganization(configuration)
		: ofSingleAccount(configuration);
}

function ofOrganization({ deployment, containment }: Configuration): string[] {
	const { organization, guardExemptRoles } = deployment;
	const { managementAccount } = containment;
	return [
		...when(
			organization === null,
			'deployment.organization: is missing; fill in id, root and hubAccount, or set deployment.kind to "single-account"',
		),
		...when(
			managementAccount === null,
			'containment.managementAccount: is missing; fill in the account that owns the organization',
		),
		...when(
			organization !== null && organization.hubAccount === managementAccount,
			'deployment.organization.hubAccount: is the management account, which no SCP protects; choose a security account of its own',
		),
		...when(
			guardExemptRoles.length === 0,
			'deployment.guardExemptRoles: is empty, so the guard SCP would stop your next deployment too; name the roles that deploy, those that release and contain by hand, and break-glass',
		),
	];
}

function ofSingleAccount({ deployment, containment }: Configuration): string[] {
	return [
		...when(
			deployment.organization !== null,
			'deployment.organization: is filled in, but deployment.kind is "single-account"; set the kind to "organization", or take it out',
		),
		...when(
			containment.policyType === 'scp',
			'containment.policyType: "organization" needs an SCP, which a single account has not; set it to "account", or deployment.kind to "organization"',
		),
	];
}

function ofRegions({ deployment: { region, regions } }: Configuration): string[] {
	const twice = [...new Set(regions.filter((one, at) => regions.indexOf(one) !== at))];
	return [
		...when(
			regions.includes(region),
			`deployment.regions: holds ${region}, the Region of the hub, which is watched anyway; take it out`,
		),
		...twice.map((one) => `deployment.regions: holds ${one} twice; take one out`),
	];
}

/** Whatever the mode: what is not told, nobody knows. */
function nothingSaid({ containment, slack }: Configuration): string[] {
	const modes = [...new Set([containment.mode, ...Object.values(containment.modes)])];
	return when(
		slack.channel === null,
		`slack.channel: is missing, so nobody would hear of anything (containment.mode is ${modes.join(', ')}); ` +
			"fill in the channel's id, C…",
	);
}

function unseenRegions({ deployment: { region, regions } }: Configuration): string[] {
	return [
		...when(
			![region, ...regions].includes(GLOBAL_REGION),
			`deployment.regions: ${GLOBAL_REGION} is not watched, where AWS writes the sign-ins of root and of the global endpoints; add it`,
		),
		...when(
			regions.length === 0,
			`deployment.regions: is empty, so only sign-ins that land in ${region} are seen; name every other Region that is enabled`,
		),
	];
}

function rootAtLarge({ deployment, containment }: Configuration): string[] {
	return when(
		deployment.kind === 'organization' && containment.policyType === 'iam',
		'containment.policyType: is "account", whose policies no root can be denied by; "organization" denies by an SCP',
	);
}

function littleRoom({ networks, containment }: Configuration): string[] {
	const { statements, ratio } = conditionSize(networks, SIZE_LIMITS[containment.policyType]);
	return when(
		statements < FEW_STATEMENTS,
		`networks: leave room for ${statements} statements in a deny document, ${Math.round(ratio * 100)} % of which they take each; ` +
			'join CIDRs that lie side by side, or people will be refused a denial',
	);
}

function when(wrong: boolean, sentence: string): string[] {
	return wrong ? [sentence] : [];
}

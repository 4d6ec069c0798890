import type { Configuration } from '../shared/configuration/configuration.ts';
import { conditionSize } from '../shared/containment/document/untrusted-condition-size.ts';
import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';
import { globalRegion, partitionOf } from '../shared/runtime/global-region.ts';
import { fitPattern } from './fit-pattern.ts';

export interface DeploymentCheck {
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
}

/**
 * AWS Health sends its global events there as well, in case the first Region of the partition fails.
 * For GovCloud it documents no such Region.
 * https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
 * https://docs.amazonaws.cn/en_us/health/latest/ug/choosing-a-region.html
 */
const HEALTH_BACKUPS = {
	aws: 'us-west-2',
	'aws-cn': 'cn-northwest-1',
	'aws-us-gov': null,
} as const;
/**
 * One statement denies people of one kind whose denials end together. With fewer statements,
 * requests are soon refused.
 */
const FEW_STATEMENTS = 5;

/**
 * Finds contradictions in a configuration that is to be deployed. Each sentence says what to do.
 */
export function checkDeployment(configuration: Configuration): DeploymentCheck {
	return {
		errors: [
			...ofKind(configuration),
			...ofRegions(configuration),
			...noSlackChannel(configuration),
		],
		warnings: [
			...unwatchedRegions(configuration),
			...unwatchedBackup(configuration),
			...fewStatements(configuration),
			...rootNotDenied(configuration),
			...fitPattern(configuration).warnings,
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
			'deployment.organization.hubAccount: is the management account, which no SCP protects; choose a separate security account',
		),
		...when(
			guardExemptRoles.length === 0,
			'deployment.guardExemptRoles: is empty, so the guard SCP would also stop your next deployment; list the roles that deploy, those that release and contain by hand, and break-glass',
		),
	];
}

function ofSingleAccount({ deployment, containment }: Configuration): string[] {
	return [
		...when(
			deployment.organization !== null,
			'deployment.organization: is filled in, but deployment.kind is "single-account"; set the kind to "organization", or remove it',
		),
		...when(
			containment.policyType === 'scp',
			'containment.policyType: "scp" needs an organization; set it to "iam", or deployment.kind to "organization"',
		),
	];
}

function ofRegions({ deployment: { region, regions } }: Configuration): string[] {
	const twice = [...new Set(regions.filter((one, at) => regions.indexOf(one) !== at))];
	return [
		...when(
			regions.includes(region),
			`deployment.regions: contains ${region}, the Region of the hub, which is watched anyway; remove it`,
		),
		...twice.map((one) => `deployment.regions: contains ${one} twice; remove one`),
	];
}

/**
 * The channel is required in every mode, because nobody would know about anything without messages.
 */
function noSlackChannel({ containment, slack }: Configuration): string[] {
	const modes = [...new Set([containment.mode, ...Object.values(containment.modes)])];
	return when(
		slack.channel === null,
		`slack.channel: is missing, so no message could be posted (containment.mode is ${modes.join(', ')}); ` +
			"fill in the channel's id (C…)",
	);
}

/** AWS records the events of its global services only in one Region of each partition. */
function unwatchedRegions({ deployment: { region, regions } }: Configuration): string[] {
	const global = globalRegion(partitionOf(region));
	return [
		...when(
			![region, ...regions].includes(global),
			`deployment.regions: ${global} is not watched, but AWS records there the sign-ins of root and of the global endpoints, and AWS Health reports exposed keys there; add it`,
		),
		...when(
			regions.length === 0,
			`deployment.regions: is empty, so only sign-ins that are recorded in ${region} are seen; list every other Region that is enabled`,
		),
	];
}

/** Said only if nothing more important is missing. */
function unwatchedBackup({ alarms, deployment: { region, regions } }: Configuration): string[] {
	const partition = partitionOf(region);
	const [global, backup] = [globalRegion(partition), HEALTH_BACKUPS[partition]];
	const watched = [region, ...regions];
	const isDue = alarms.health && regions.length > 0 && watched.includes(global);
	return when(
		backup !== null && isDue && !watched.includes(backup),
		`deployment.regions: ${backup} is not watched, where AWS Health reports exposed keys too if ${global} fails; add it`,
	);
}

function rootNotDenied({ deployment, containment }: Configuration): string[] {
	return when(
		deployment.kind === 'organization' && containment.policyType === 'iam',
		'containment.policyType: is "iam", and such policies cannot deny root users; "scp" can',
	);
}

function fewStatements({ networks, containment }: Configuration): string[] {
	const { statements, ratio } = conditionSize(networks, SIZE_LIMITS[containment.policyType]);
	return when(
		statements < FEW_STATEMENTS,
		`networks: leave room for ${statements} statements in a deny document, ${Math.round(ratio * 100)} % of which they take each; ` +
			'join adjacent CIDRs, or containments will be refused',
	);
}

function when(wrong: boolean, sentence: string): string[] {
	return wrong ? [sentence] : [];
}

import type { Configuration, Deployment } from '../shared/configuration/configuration.ts';
import { conditionSize } from '../shared/containment/document/untrusted-condition-size.ts';
import { SIZE_LIMITS } from '../shared/containment/policy-id.ts';
import { globalRegion, partitionOf } from '../shared/runtime/global-region.ts';
import { forwardingDoubt, partitionErrors } from './check-partition.ts';
import { fitPattern } from './fit-pattern.ts';
import { checkGuardTrails } from './guard/check-guard.ts';

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
	const trails = checkGuardTrails(configuration);
	return {
		errors: [
			...ofKind(configuration),
			...ofRegions(configuration),
			...partitionErrors(configuration),
			...noSlackChannel(configuration),
			...trails.errors,
		],
		warnings: [
			...unwatchedRegions(configuration),
			...unwatchedBackup(configuration),
			...forwardingDoubt(configuration),
			...nothingReserved(configuration),
			...fewStatements(configuration),
			...rootNotDenied(configuration),
			...trails.warnings,
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
		...ofTargets(deployment, managementAccount),
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

/**
 * There is no default: what is deployed to the root reaches every account, and nobody should find
 * that out afterwards.
 */
function ofTargets(
	{ targets, organization }: Deployment,
	managementAccount: string | null,
): string[] {
	if (targets === null)
		return [
			"deployment.targets: is missing; begin with a pilot, { units: ['ou-…'], accounts: ['…'] }, or watch the whole organization: { root: true }",
		];
	// The id of a unit contains that of its root, after the first hyphen.
	const root = organization?.root.slice('r-'.length) ?? null;
	const elsewhere = targets.units.filter((unit) => root !== null && unit.split('-')[1] !== root);
	const twice = [...repeated(targets.units), ...repeated(targets.accounts)];
	return [
		...twice.map((one) => `deployment.targets: contains ${one} twice; remove one`),
		...elsewhere.map(
			(unit) =>
				`deployment.targets.units: ${unit} is not below the root ${organization?.root} of deployment.organization; correct one of them`,
		),
		...when(
			managementAccount !== null && targets.accounts.includes(managementAccount),
			`deployment.targets.accounts: contains the management account ${managementAccount}, to which no SCP applies and StackSets do not deploy; remove it, its part is deployed anyway`,
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
			deployment.targets !== null,
			'deployment.targets: is filled in, but deployment.kind is "single-account"; remove it, or set the kind to "organization"',
		),
		...when(
			containment.policyType === 'scp',
			'containment.policyType: "scp" needs an organization; set it to "iam", or deployment.kind to "organization"',
		),
	];
}

function ofRegions({ deployment: { region, regions } }: Configuration): string[] {
	return [
		...when(
			regions.includes(region),
			`deployment.regions: contains ${region}, the Region of the hub, which is watched anyway; remove it`,
		),
		...repeated(regions).map((one) => `deployment.regions: contains ${one} twice; remove one`),
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

function nothingReserved({ deployment: { reserveConcurrency } }: Configuration): string[] {
	return when(
		!reserveConcurrency,
		"deployment.reserveConcurrency: is false, so a person who starts many functions in the hub's account delays judging and containing; ask AWS for more concurrency, and set it to true",
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

function repeated(list: readonly string[]): string[] {
	return [...new Set(list.filter((one, at) => list.indexOf(one) !== at))];
}

function when(wrong: boolean, sentence: string): string[] {
	return wrong ? [sentence] : [];
}

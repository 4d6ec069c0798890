import * as v from 'valibot';
import { broadPatterns } from './broad-patterns.ts';
import { checkChannels } from './check-channels.ts';
import { looseBreaker, otherThanSlack } from './check-doubts.ts';
import { checkNetworks } from './check-networks.ts';
import { checkReviews } from './check-reviews.ts';
import { checkVendors } from './check-vendors.ts';
import { isPrivate, readCidr } from './cidr.ts';
import type { Configuration } from './configuration.ts';
import { configurationSchema } from './configuration-schema.ts';

/**
 * Either the configuration with its warnings, or every error. Each sentence names the setting and
 * says what to do.
 */
export type CheckedConfiguration =
	| { readonly configuration: Configuration; readonly warnings: readonly string[] }
	| { readonly errors: readonly string[] };

/**
 * Checks only the shape and fills in every default. That is enough for a configuration that was
 * checked when it was deployed.
 */
export function parseConfiguration(
	input: unknown,
): { readonly configuration: Configuration } | { readonly errors: readonly string[] } {
	const parsed = v.safeParse(configurationSchema, input);
	return parsed.success
		? { configuration: parsed.output }
		: { errors: parsed.issues.map(sentence) };
}

/**
 * Checks what `eyes.config.ts` exports. `today` is `YYYY-MM-DD`; review dates before it have
 * passed.
 */
export function checkConfiguration(input: unknown, today: string): CheckedConfiguration {
	const parsed = parseConfiguration(input);
	if ('errors' in parsed) return parsed;
	const { configuration } = parsed;
	const networks = checkNetworks(configuration.networks);
	const vendors = checkVendors(configuration);
	const errors = [
		...networks.errors,
		...vendors.errors,
		...unknownTimeZone(configuration),
		...unknownExemptionNetworks(configuration),
		...modesWithoutNetworks(configuration),
		...checkChannels(configuration),
	];
	if (errors.length > 0) return { errors };
	return {
		configuration,
		warnings: [
			...networks.warnings,
			...vendors.warnings,
			...checkReviews(configuration, today),
			...broadPatterns(configuration),
			...looseBreaker(configuration),
			...otherThanSlack(configuration),
		],
	};
}

function sentence(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue) ?? 'the configuration';
	if (issue.type === 'strict_object' && issue.expected === 'never') {
		return `${path}: no such setting. See docs/configuration.md for those that exist`;
	}
	if (issue.received === 'undefined') return `${path}: is missing. See docs/configuration.md`;
	// `received` is only the part that was compared, such as the length of a text.
	if (issue.kind === 'validation')
		return `${path}: ${JSON.stringify(issue.input)} ${issue.message}`;
	const isUnquoted = issue.expected === 'string' && typeof issue.input === 'number';
	return `${path}: expected ${issue.expected}, got ${issue.received}${isUnquoted ? '; write it in quotes' : ''}`;
}

function unknownTimeZone({ timeZone }: Configuration): string[] {
	try {
		new Intl.DateTimeFormat('en', { timeZone });
		return [];
	} catch (error) {
		if (error instanceof RangeError)
			return [`timeZone: "${timeZone}" is not a time zone; write one like Asia/Seoul`];
		throw error;
	}
}

function unknownExemptionNetworks({ exemptions, networks }: Configuration): string[] {
	const names = new Set(networks.map((network) => network.name));
	return exemptions.flatMap(({ network }, at) =>
		network === null || names.has(network)
			? []
			: [
					`exemptions.${at}.network: "${network}" is not a name in networks; add it there or correct the name`,
				],
	);
}

/**
 * A deny document that denies "unless from a trusted network" denies from everywhere if there are
 * no trusted networks. Private ranges never occur in it.
 */
function modesWithoutNetworks({ containment, networks }: Configuration): string[] {
	const modes = [containment.mode, ...Object.values(containment.modes)];
	const isTrusting = networks.some(
		({ cidrs, vpcEndpoints }) =>
			vpcEndpoints.length > 0 || cidrs.some((text) => !isPrivateText(text)),
	);
	if (isTrusting || modes.every((mode) => mode === 'observe')) return [];
	return [
		'containment.mode: without public networks or VPC endpoints people would be denied from everywhere, also from the office; fill in networks first',
	];
}

/** What cannot be read has its own error. */
function isPrivateText(text: string): boolean {
	const cidr = readCidr(text);
	return !('problem' in cidr) && isPrivate(cidr.address);
}

import * as v from 'valibot';
import { checkNetworks } from './check-networks.ts';
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
	const errors = [
		...networks.errors,
		...unknownTimeZone(configuration),
		...unknownExemptionNetworks(configuration),
		...modesWithoutNetworks(configuration),
	];
	if (errors.length > 0) return { errors };
	return {
		configuration,
		warnings: [...networks.warnings, ...overdueReviews(configuration, today)],
	};
}

function sentence(issue: v.BaseIssue<unknown>): string {
	const path = v.getDotPath(issue) ?? 'the configuration';
	if (issue.type === 'strict_object' && issue.expected === 'never') {
		return `${path}: no such setting. See docs/configuration.md for those that exist`;
	}
	if (issue.received === 'undefined') return `${path}: is missing. See docs/configuration.md`;
	if (issue.kind === 'validation') return `${path}: ${issue.received} ${issue.message}`;
	return `${path}: expected ${issue.expected}, got ${issue.received}`;
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
 * no trusted networks.
 */
function modesWithoutNetworks({ containment, networks }: Configuration): string[] {
	const modes = [containment.mode, ...Object.values(containment.modes)];
	const hasNetworkCondition = networks.some(
		({ cidrs, vpcEndpoints }) => cidrs.length + vpcEndpoints.length > 0,
	);
	if (hasNetworkCondition || modes.every((mode) => mode === 'observe')) return [];
	return [
		'containment.mode: without networks people would be denied from everywhere, also from the office; fill in networks first',
	];
}

function overdueReviews({ exemptions }: Configuration, today: string): string[] {
	return exemptions.flatMap(({ review, principal }, at) =>
		review >= today
			? []
			: [
					`exemptions.${at}.review: ${review} has passed; review the exemption of "${principal}", then change the date or remove it`,
				],
	);
}

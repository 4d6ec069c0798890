import { type CidrEntry, checkCidrs } from './check-cidrs.ts';
import { contains } from './cidr.ts';
import type { TrustedNetwork } from './configuration.ts';
import { shareOfIpv4 } from './share-of-ipv4.ts';

/** More of all IPv4 addresses than this is no list of one company's ranges. */
const LARGEST_SHARE = 1 / 16;

/**
 * Checks the networks. Errors prevent the start; warnings are shown each time the configuration is
 * loaded. Each names the setting and says what to do.
 */
export function checkNetworks(networks: readonly TrustedNetwork[]): {
	errors: string[];
	warnings: string[];
} {
	const checked = networks.map(({ name, cidrs }, n) =>
		checkCidrs(`networks.${n}.cidrs`, name, cidrs),
	);
	const entries = checked.flatMap((one) => one.entries);
	return {
		errors: [
			...checked.flatMap((one) => one.errors),
			...repeatedNames(networks),
			...repeatedEndpoints(networks),
			...tooMuch(entries),
		],
		warnings: [
			...noNetworks(networks),
			...emptyNetworks(networks),
			...checked.flatMap((one) => one.warnings),
			...hidden(entries),
		],
	};
}

/** Two halves of the internet would pass a check of single ranges. */
function tooMuch(entries: readonly CidrEntry[]): string[] {
	const share = shareOfIpv4(entries.map(({ cidr }) => cidr));
	return share <= LARGEST_SHARE
		? []
		: [
				`networks: all public IPv4 ranges together are ${Math.ceil(share * 100)} % of the internet, so strangers would be trusted; list only the ranges that are yours`,
			];
}

function repeatedNames(networks: readonly TrustedNetwork[]): string[] {
	const names = networks.map((network) => network.name);
	return names.flatMap((name, at) =>
		names.indexOf(name) === at
			? []
			: [
					`networks.${at}.name: "${name}" is already used; put its CIDRs into the first network of that name`,
				],
	);
}

function repeatedEndpoints(networks: readonly TrustedNetwork[]): string[] {
	const seen = new Set<string>();
	return networks.flatMap((network, n) =>
		network.vpcEndpoints.flatMap((id, e) => {
			if (!seen.has(id)) {
				seen.add(id);
				return [];
			}
			return [`networks.${n}.vpcEndpoints.${e}: ${id} is listed twice; keep one`];
		}),
	);
}

function noNetworks(networks: readonly TrustedNetwork[]): string[] {
	return networks.length > 0
		? []
		: ['networks: there is no trusted network, so every sign-in counts as untrusted'];
}

function emptyNetworks(networks: readonly TrustedNetwork[]): string[] {
	return networks.flatMap((network, n) =>
		network.cidrs.length + network.vpcEndpoints.length > 0
			? []
			: [
					`networks.${n}: "${network.name}" has neither CIDRs nor endpoints, so no sign-in ever matches it`,
				],
	);
}

/**
 * If two ranges overlap, one of them lies in the other. The first one in the file gives the name,
 * which may not be expected.
 */
function hidden(entries: readonly CidrEntry[]): string[] {
	return entries.flatMap((entry, at) =>
		entries.slice(0, at).flatMap((earlier) => {
			const overlaps = contains(earlier.cidr, entry.cidr) || contains(entry.cidr, earlier.cidr);
			if (!overlaps) return [];
			return [
				`${entry.path}: ${entry.cidr.text} ("${entry.network}") overlaps ${earlier.path}: ${earlier.cidr.text} ("${earlier.network}"); addresses in both count as "${earlier.network}". Keep one, or put the narrower one first`,
			];
		}),
	);
}

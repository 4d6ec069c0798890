import { type Cidr, contains, isPrivate, readCidr } from './cidr.ts';
import type { TrustedNetwork } from './configuration.ts';

interface Entry {
	readonly path: string;
	readonly network: string;
	readonly cidr: Cidr;
}

/** A range wider than this seldom belongs to one company. */
const WIDE = { ipv4: 8, ipv6: 19 } as const;

/**
 * Checks the networks. Errors prevent the start; warnings are shown each time the configuration is
 * loaded. Each names the setting and says what to do.
 */
export function checkNetworks(networks: readonly TrustedNetwork[]): {
	errors: string[];
	warnings: string[];
} {
	const errors: string[] = [];
	const entries: Entry[] = [];
	networks.forEach((network, n) => {
		network.cidrs.forEach((text, c) => {
			const path = `networks.${n}.cidrs.${c}`;
			const read = readCidr(text);
			if ('problem' in read) errors.push(`${path}: ${read.problem}`);
			else entries.push({ path, network: network.name, cidr: read });
		});
	});
	errors.push(...repeatedNames(networks), ...repeatedEndpoints(networks));
	const warnings = [
		...noNetworks(networks),
		...emptyNetworks(networks),
		...entries.flatMap(doubtful),
		...hidden(entries),
	];
	return { errors, warnings };
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

function doubtful({ path, cidr }: Entry): string[] {
	if (isPrivate(cidr.address)) {
		return [
			`${path}: ${cidr.text} is private and has no effect. AWS prints such an address only for calls through a VPC endpoint, and any VPC can use it: list the endpoint's id under vpcEndpoints`,
		];
	}
	const kind = cidr.address.kind();
	if (cidr.bits >= WIDE[kind]) return [];
	return [`${path}: ${cidr.text} is wider than /${WIDE[kind]}; check that all of it is yours`];
}

/**
 * If two ranges overlap, one of them lies in the other. The first one in the file gives the name,
 * which may not be expected.
 */
function hidden(entries: readonly Entry[]): string[] {
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

import { type Cidr, contains, isPrivate, readCidr } from './cidr.ts';
import type { TrustedNetwork } from './configuration.ts';

interface Entry {
	readonly path: string;
	readonly network: string;
	readonly cidr: Cidr;
}

/** Ranges wider than this are seldom one company's. */
const WIDE = { ipv4: 8, ipv6: 19 } as const;

/** Errors forbid the start, warnings are shown at every load. Each names the path and the remediation. */
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
			: [`networks.${at}.name: "${name}" is taken; put its CIDRs into the first one`],
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
			return [`networks.${n}.vpcEndpoints.${e}: ${id} stands twice; keep one`];
		}),
	);
}

function noNetworks(networks: readonly TrustedNetwork[]): string[] {
	return networks.length > 0
		? []
		: ['networks: none is trusted, so every sign-in counts as from outside'];
}

function emptyNetworks(networks: readonly TrustedNetwork[]): string[] {
	return networks.flatMap((network, n) =>
		network.cidrs.length + network.vpcEndpoints.length > 0
			? []
			: [
					`networks.${n}: "${network.name}" has neither CIDRs nor endpoints, so nobody is ever in it`,
				],
	);
}

function doubtful({ path, cidr }: Entry): string[] {
	if (isPrivate(cidr.address)) {
		return [
			`${path}: ${cidr.text} is private. AWS prints such an address only for calls through a VPC endpoint, and any VPC can use it, so it trusts nobody: list the endpoint's id under vpcEndpoints`,
		];
	}
	const kind = cidr.address.kind();
	if (cidr.bits >= WIDE[kind]) return [];
	return [`${path}: ${cidr.text} is wider than /${WIDE[kind]}; is all of it yours?`];
}

/** Where two ranges overlap, one of them lies in the other. The first in the file gives the name, which may surprise. */
function hidden(entries: readonly Entry[]): string[] {
	return entries.flatMap((entry, at) =>
		entries.slice(0, at).flatMap((earlier) => {
			const overlaps = contains(earlier.cidr, entry.cidr) || contains(entry.cidr, earlier.cidr);
			if (!overlaps) return [];
			return [
				`${entry.path}: ${entry.cidr.text} ("${entry.network}") overlaps ${earlier.path}: ${earlier.cidr.text} ("${earlier.network}"); what is in both is named "${earlier.network}". Keep one, or put the narrower one first`,
			];
		}),
	);
}

import type ipaddr from 'ipaddr.js';
import { isInRange } from '../configuration/cidr.ts';
import type { TrustedNetwork } from '../configuration/configuration.ts';
import { type NamedRange, publicRanges } from '../configuration/public-ranges.ts';
import type { JudgedNetwork, Origin } from './network.ts';
import { kindOfAddress, readAddresses } from './read-origin.ts';

/** The trusted networks in the form that is asked for every sign-in. */
export interface TrustedNetworks {
	readonly ranges: readonly NamedRange[];
	readonly endpoints: ReadonlyMap<string, string>;
}

/** Prepares checked networks for judging; a CIDR that the check refused throws, private ones are left out. */
export function trustedNetworks(networks: readonly TrustedNetwork[]): TrustedNetworks {
	const endpoints = networks.flatMap(({ name, vpcEndpoints }) =>
		vpcEndpoints.map((id): [string, string] => [id, name]),
	);
	return { ranges: publicRanges(networks), endpoints: new Map(endpoints) };
}

/** Judges an origin (design, section 5). Whatever cannot be read is never inside. */
export function judgeNetwork(origin: Origin, trusted: TrustedNetworks): JudgedNetwork {
	switch (origin.kind) {
		case 'aws-service':
		case 'aws-internal':
			return notJudged(origin);
		case 'vpc-endpoint':
			return judgeEndpoint(origin.vpcEndpointId ?? '', trusted);
		case 'public':
			return judgePublic(origin.address ?? '', trusted);
		case 'private':
		case 'unknown':
			return { classification: 'unknown', name: null, key: origin.address?.trim() || 'no-address' };
	}
}

/** The answer where the address is not the person's. */
export function notJudged(origin: Origin): JudgedNetwork {
	return { classification: 'not-judged', name: null, key: origin.address ?? origin.kind };
}

function judgeEndpoint(id: string, trusted: TrustedNetworks): JudgedNetwork {
	const name = trusted.endpoints.get(id);
	if (name === undefined) return { classification: 'untrusted', name: null, key: id };
	return { classification: 'trusted', name, key: name };
}

/** Of a list, every address must be inside; one that is shown to be outside decides. */
function judgePublic(text: string, trusted: TrustedNetworks): JudgedNetwork {
	const judged = (readAddresses(text) ?? []).map((address) => ({
		address,
		isPublic: kindOfAddress(address) === 'public',
		name: trusted.ranges.find(({ cidr }) => isInRange(address, cidr))?.name,
	}));
	const outside = judged.find(({ isPublic, name }) => isPublic && name === undefined);
	if (outside !== undefined)
		return { classification: 'untrusted', name: null, key: networkKey(outside.address) };
	const name = judged[0]?.name;
	if (name === undefined || judged.some((one) => one.name === undefined)) {
		return { classification: 'unknown', name: null, key: text };
	}
	return { classification: 'trusted', name, key: name };
}

/** One customer has a whole v6 /64, so its addresses are one network. */
function networkKey(address: ipaddr.IPv4 | ipaddr.IPv6): string {
	if (address.kind() === 'ipv4') return address.toString();
	const prefix = address.toByteArray().slice(0, 8);
	const groups = [0, 2, 4, 6].map((at) =>
		(((prefix[at] ?? 0) << 8) | (prefix[at + 1] ?? 0)).toString(16),
	);
	return `${groups.join(':')}::/64`;
}

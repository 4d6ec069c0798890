import type ipaddr from 'ipaddr.js';
import { isInRange } from '../configuration/cidr.ts';
import type { TrustedNetwork } from '../configuration/configuration.ts';
import { type NamedRange, publicRanges } from '../configuration/public-ranges.ts';
import type { JudgedNetwork, Origin } from './network.ts';
import { kindOfAddress, readAddresses } from './read-origin.ts';

/** The trusted networks, prepared for judging every sign-in. */
export interface TrustedNetworks {
	readonly ranges: readonly NamedRange[];
	readonly endpoints: ReadonlyMap<string, string>;
}

/**
 * Prepares checked networks for judging. A CIDR that the check refused throws; private ranges are
 * left out.
 */
export function trustedNetworks(networks: readonly TrustedNetwork[]): TrustedNetworks {
	const endpoints = networks.flatMap(({ name, vpcEndpoints }) =>
		vpcEndpoints.map((id): [string, string] => [id, name]),
	);
	return { ranges: publicRanges(networks), endpoints: new Map(endpoints) };
}

/** Judges an origin (design, section 5). An address that cannot be read is never trusted. */
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

/** Gives the result for an address that is not the person's. */
export function notJudged(origin: Origin): JudgedNetwork {
	return { classification: 'not-judged', name: null, key: origin.address ?? origin.kind };
}

function judgeEndpoint(id: string, trusted: TrustedNetworks): JudgedNetwork {
	const name = trusted.endpoints.get(id);
	if (name === undefined) return { classification: 'untrusted', name: null, key: id };
	return { classification: 'trusted', name, key: name };
}

/**
 * If the field lists several addresses, all of them must be trusted; one that is shown to be
 * untrusted decides.
 */
function judgePublic(text: string, trusted: TrustedNetworks): JudgedNetwork {
	const judged = (readAddresses(text) ?? []).map((address) => ({
		address,
		isPublic: kindOfAddress(address) === 'public',
		name: trusted.ranges.find(({ cidr }) => isInRange(address, cidr))?.name,
	}));
	const untrusted = judged.filter(({ isPublic, name }) => isPublic && name === undefined);
	if (untrusted.length > 0) {
		const key = listKey(untrusted.map(({ address }) => address));
		return { classification: 'untrusted', name: null, key };
	}
	const name = judged[0]?.name;
	if (name === undefined || judged.some((one) => one.name === undefined)) {
		return { classification: 'unknown', name: null, key: text };
	}
	return { classification: 'trusted', name, key: name };
}

const MOST_NAMED = 3;

/**
 * A caller who comes through proxies may write addresses before their own. So the last ones name the
 * network together: otherwise a thief could take the name of one where the credential is usual.
 */
function listKey(addresses: readonly (ipaddr.IPv4 | ipaddr.IPv6)[]): string {
	return [...new Set(addresses.map(networkKey))].slice(-MOST_NAMED).join(', ');
}

/** One customer usually has a whole IPv6 /64, so its addresses count as one network. */
function networkKey(address: ipaddr.IPv4 | ipaddr.IPv6): string {
	if (address.kind() === 'ipv4') return address.toString();
	const prefix = address.toByteArray().slice(0, 8);
	const groups = [0, 2, 4, 6].map((at) =>
		(((prefix[at] ?? 0) << 8) | (prefix[at + 1] ?? 0)).toString(16),
	);
	return `${groups.join(':')}::/64`;
}

import ipaddr from 'ipaddr.js';

/** A parsed CIDR. `address` is a value of the ipaddr.js library, `bits` the prefix length. */
export interface Cidr {
	readonly text: string;
	readonly address: ipaddr.IPv4 | ipaddr.IPv6;
	readonly bits: number;
}

/** The CIDR is refused; the sentence says why and how to correct it. */
export interface CidrProblem {
	readonly problem: string;
}

const FOUR_DECIMALS = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;

/**
 * Reads an address strictly: four decimal parts without leading zeros (the library would read `010`
 * as octal), or IPv6. An IPv4-mapped IPv6 address is returned as the IPv4 address.
 */
export function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
	if (!text.includes(':')) {
		return FOUR_DECIMALS.test(text) && ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : null;
	}
	if (!ipaddr.IPv6.isValid(text)) return null;
	const v6 = ipaddr.IPv6.parse(text);
	return v6.isIPv4MappedAddress() ? v6.toIPv4Address() : v6;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a bare address (one host). */
export function readCidr(text: string): Cidr | CidrProblem {
	const [addressText = '', bitsText, ...rest] = text.trim().split('/');
	const address = readAddress(addressText);
	if (address === null || rest.length > 0) {
		return { problem: `"${text}" is not a CIDR; write it like 203.0.113.0/24 or 2001:db8::/32` };
	}
	const longest = address.kind() === 'ipv4' ? 32 : 128;
	const bits = bitsText === undefined ? longest : Number(bitsText);
	if (bitsText?.trim() === '' || !Number.isInteger(bits) || bits < 0 || bits > longest) {
		return { problem: `"${text}" has no prefix length between 0 and ${longest}` };
	}
	if (bits === 0) {
		return {
			problem: `"${text}" is the whole internet, so everybody would be trusted; list your own ranges`,
		};
	}
	return checkHostBits({ text, address, bits });
}

function checkHostBits(cidr: Cidr): Cidr | CidrProblem {
	const kind = cidr.address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
	const network = kind.networkAddressFromCIDR(`${cidr.address.toString()}/${cidr.bits}`);
	if (network.toString() === cidr.address.toString()) return cidr;
	return {
		problem: `"${cidr.text}" has host bits set; did you mean ${network.toString()}/${cidr.bits} (the range) or ${cidr.address.toString()}/${cidr.address.kind() === 'ipv4' ? 32 : 128} (one host)?`,
	};
}

/** True if every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
	return outer.bits <= inner.bits && isInRange(inner.address, outer);
}

/** True if the address is in the range. Addresses of the other IP version never are. */
export function isInRange(address: ipaddr.IPv4 | ipaddr.IPv6, range: Cidr): boolean {
	return address.kind() === range.address.kind() && address.match(range.address, range.bits);
}

/** True for ranges that never appear in `sourceIPAddress` of a call that crossed the internet. */
export function isPrivate(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
	return ['private', 'carrierGradeNat', 'linkLocal', 'loopback', 'uniqueLocal'].includes(
		address.range(),
	);
}

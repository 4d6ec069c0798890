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
const HEX_GROUPS = /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i;
const MAPPED = /^::ffff:(?=[\d.]+$)/i;

/**
 * In these ranges, and in `::/96`, an IPv6 address stands for an IPv4 address. The names are those
 * of ipaddr.js.
 */
const HOLDING_IPV4 = new Set(['ipv4Mapped', 'rfc6145', 'rfc6052']);
const COMPATIBLE = ipaddr.IPv6.parse('::');

/**
 * Reads an address in one of three plain forms; everything else is null.
 * - IPv4: four decimal parts without leading zeros (the library would read `010` as octal).
 * - IPv6: groups of one to four hexadecimal digits, with at most one `::`. A zone (`%eth0`) is not
 *   part of an address that crossed a network.
 * - `::ffff:` and an IPv4 address in decimals is that IPv4 address: a server with one socket for
 *   both versions prints IPv4 callers so. https://www.rfc-editor.org/rfc/rfc5952#section-5
 *
 * An IPv4 address that is hidden in IPv6 in any other way is refused, because one reader could see a
 * trusted address where another sees a different one.
 */
export function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
	const decimals = text.replace(MAPPED, '');
	if (FOUR_DECIMALS.test(decimals) && ipaddr.IPv4.isValid(decimals)) {
		return ipaddr.IPv4.parse(decimals);
	}
	if (!HEX_GROUPS.test(text) || !ipaddr.IPv6.isValid(text)) return null;
	const v6 = ipaddr.IPv6.parse(text);
	return holdsIpv4(v6) ? null : v6;
}

function holdsIpv4(address: ipaddr.IPv6): boolean {
	const range = address.range();
	if (range === 'unspecified' || range === 'loopback') return false;
	return HOLDING_IPV4.has(range) || address.match(COMPATIBLE, 96);
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a bare address (one host). */
export function readCidr(text: string): Cidr | CidrProblem {
	const [addressText = '', bitsText, ...rest] = text.trim().split('/');
	const address = readAddress(addressText);
	if (address === null || rest.length > 0) {
		return { problem: `"${text}" is not a CIDR; write it like 203.0.113.0/24 or 2001:db8::/32` };
	}
	if (address.kind() === 'ipv4' && addressText.includes(':')) {
		return { problem: `"${text}" is an IPv4 address written as IPv6; write the IPv4 range` };
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

/** True if the range has private addresses of one kind only. */
export function isAllPrivate({ address, bits }: Cidr): boolean {
	const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
	const last = kind.broadcastAddressFromCIDR(`${address.toString()}/${bits}`);
	return isPrivate(address) && address.range() === last.range();
}

/** True for ranges that never appear in `sourceIPAddress` of a call that crossed the internet. */
export function isPrivate(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
	return ['private', 'carrierGradeNat', 'linkLocal', 'loopback', 'uniqueLocal'].includes(
		address.range(),
	);
}

/**
 * No caller can have an address in these ranges. The documentation ranges count as public, because
 * AWS's own samples use them.
 */
const IMPOSSIBLE = new Set(['unspecified', 'multicast', 'broadcast']);

/** True for addresses that no caller can have. */
export function isImpossible(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
	return IMPOSSIBLE.has(address.range()) || isClassE(address);
}

/** 240.0.0.0/4 was never assigned, and masked logs contain many of its addresses. */
function isClassE(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
	return address.kind() === 'ipv4' && (address.toByteArray()[0] ?? 0) >= 240;
}
